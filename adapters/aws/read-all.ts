import { type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { Kept, ReadAll } from '../../monitor/ports.ts';
import { ALERT_PREFIX, DIGEST_PREFIX, PARTITIONS } from '../names.ts';
import { alertOf, type Item, recordOf, whole } from './stored.ts';

const TOKEN_PREFIX = PARTITIONS.token.slice(0, -1);

/** Digests tell nothing of their own; lists and marks of sweeps have no start. */
const WANTED =
  '(begins_with(#pk, :token) OR begins_with(#pk, :alert) OR (#pk = :sweep AND begins_with(#sk, :run) AND attribute_exists(startedAt))) AND NOT begins_with(#pk, :digest)';

const QUESTION = {
  FilterExpression: WANTED,
  ProjectionExpression: '#pk, #sk, #body, startedAt, finishedAt',
  ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk', '#body': 'body' },
  ExpressionAttributeValues: {
    ':token': { S: TOKEN_PREFIX },
    ':alert': { S: ALERT_PREFIX },
    ':digest': { S: DIGEST_PREFIX },
    ':sweep': { S: PARTITIONS.sweep },
    ':run': { S: 'run#' },
  },
};

/** The whole table by `dynamodb:Scan`, a megabyte a page. */
export const readAll = (client: DynamoDBClient, table: string): ReadAll =>
  async function* () {
    let start: Item | undefined;
    do {
      const page = await client.send(new ScanCommand({ TableName: table, ...QUESTION, ExclusiveStartKey: start }));
      yield (page.Items ?? []).map(keptOf);
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
  };

const keptOf = (item: Item): Kept => {
  const pk = item.pk?.S ?? '';
  if (pk === PARTITIONS.sweep)
    return { what: 'sweep', startedAt: whole(item.startedAt), finished: item.finishedAt !== undefined };
  try {
    return pk.startsWith(TOKEN_PREFIX)
      ? { what: 'record', record: recordOf(item) }
      : { what: 'told', told: alertOf(item) };
  } catch {
    return { what: 'unreadable' };
  }
};
