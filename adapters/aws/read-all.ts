import { type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { Kept, ReadAll } from '../../monitor/ports.ts';
import { ALERT_PREFIX, DIGEST_PREFIX, PARTITIONS } from '../names.ts';
import { alertOf, type Item, issuerOf, recordOf, whole } from './stored.ts';

const TOKEN_PREFIX = PARTITIONS.token.slice(0, -1);
const ISSUER_PREFIX = PARTITIONS.issuer.slice(0, -1);

/** Digests tell nothing of their own; lists and marks of sweeps have no start. */
const WANTED =
  '(begins_with(#pk, :token) OR begins_with(#pk, :alert) OR begins_with(#pk, :issuer) OR (#pk = :sweep AND begins_with(#sk, :run) AND attribute_exists(startedAt))) AND NOT begins_with(#pk, :digest)';

const QUESTION = {
  FilterExpression: WANTED,
  ProjectionExpression: '#pk, #sk, #body, startedAt, finishedAt',
  ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk', '#body': 'body' },
  ExpressionAttributeValues: {
    ':token': { S: TOKEN_PREFIX },
    ':issuer': { S: ISSUER_PREFIX },
    ':alert': { S: ALERT_PREFIX },
    ':digest': { S: DIGEST_PREFIX },
    ':sweep': { S: PARTITIONS.sweep },
    ':run': { S: 'run#' },
  },
};

type Segment = { readonly Segment: number; readonly TotalSegments: number };

const pagesOf = async function* (
  client: DynamoDBClient,
  table: string,
  segment: Segment | undefined,
): AsyncGenerator<readonly Kept[]> {
  let start: Item | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName: table, ...QUESTION, ...segment, ExclusiveStartKey: start }),
    );
    yield (page.Items ?? []).map(keptOf);
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
};

/**
 * The whole table by `dynamodb:Scan`, a megabyte a page. `segments` are read side by side, where somebody waits for the answer: the same units
 * are read, in less time.
 */
export const readAll = (client: DynamoDBClient, table: string, segments = 1): ReadAll =>
  segments === 1 ? () => pagesOf(client, table, undefined) : () => sideBySide(client, table, segments);

/** Begins all before it waits for the first. A failure of one ends all, and none of them goes unheard. */
const sideBySide = async function* (
  client: DynamoDBClient,
  table: string,
  segments: number,
): AsyncGenerator<readonly Kept[]> {
  let open = Array.from({ length: segments }, (_, n) =>
    pagesOf(client, table, { Segment: n, TotalSegments: segments }),
  );
  while (open.length > 0) {
    const turns = await Promise.all(open.map((pages) => pages.next()));
    for (const turn of turns) if (!turn.done) yield turn.value;
    open = open.filter((_, n) => turns[n]?.done === false);
  }
};

const keptOf = (item: Item): Kept => {
  const pk = item.pk?.S ?? '';
  if (pk === PARTITIONS.sweep)
    return { what: 'sweep', startedAt: whole(item.startedAt), finished: item.finishedAt !== undefined };
  try {
    if (pk.startsWith(TOKEN_PREFIX)) return { what: 'record', record: recordOf(item) };
    return pk.startsWith(ISSUER_PREFIX)
      ? { what: 'issuer', issuer: issuerOf(item) }
      : { what: 'told', told: alertOf(item) };
  } catch {
    return { what: 'unreadable' };
  }
};
