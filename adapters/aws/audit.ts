import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { DAY, type Instant, SECOND } from '../../core/base/time.ts';
import type { QuietEntry } from '../../core/model/record.ts';
import type { ReadAudit } from '../../monitor/ports.ts';
import { TABLE } from '../names.ts';
import { auditKey } from './keys.ts';
import { entryOf, type Item } from './stored.ts';

const KEEP = 365 * DAY;

/** Months that can hold lines of the last year. */
const MONTHS = 13;

const monthOf = (at: Instant): string => new Date(at).toISOString().slice(0, 7);

/** A line of the audit as it is stored: kept a year. The same line is the same item. */
export const auditItem = (entry: QuietEntry): Item => {
  const { at, token, revision, ended } = entry;
  const order = ended === undefined ? '1' : '0';
  return {
    ...auditKey(monthOf(at), `${new Date(at).toISOString()}#${token.id}#${revision}#${order}`),
    body: { S: JSON.stringify(entry) },
    [TABLE.ttl]: { N: `${Math.ceil((at + KEEP) / SECOND)}` },
  };
};

/** By `dynamodb:Query`, a month at a time. An item that DynamoDB has yet to remove is left out. */
export const readAudit =
  (client: DynamoDBClient, table: string): ReadAudit =>
  async (most, now) => {
    const found: QuietEntry[] = [];
    for (const month of monthsBefore(now)) {
      if (found.length >= most) break;
      found.push(...(await linesOf(client, table, month, most - found.length)));
    }
    return found.filter(({ at }) => at > now - KEEP);
  };

const monthsBefore = (now: Instant): readonly string[] => {
  const date = new Date(now);
  return Array.from({ length: MONTHS }, (_, back) =>
    monthOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - back, 1)),
  );
};

/** Pages of one query hold what is left of a megabyte; lines are some kilobytes at most. */
const linesOf = async (client: DynamoDBClient, table: string, month: string, most: number): Promise<QuietEntry[]> => {
  const lines: QuietEntry[] = [];
  let start: Item | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': auditKey(month).pk },
        ScanIndexForward: false,
        ConsistentRead: true,
        Limit: most - lines.length,
        ExclusiveStartKey: start,
      }),
    );
    lines.push(...(page.Items ?? []).map(entryOf));
    start = page.LastEvaluatedKey;
  } while (start !== undefined && lines.length < most);
  return lines;
};
