import { type DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { DAY, type Instant, SECOND } from '../../core/base/time.ts';
import type { AuditEntry } from '../../core/model/record.ts';
import type { KeepLook, ReadAudit } from '../../monitor/ports.ts';
import { TABLE } from '../names.ts';
import { auditKey } from './keys.ts';
import { entryOf, type Item } from './stored.ts';

const KEEP = 365 * DAY;

/** Months that can hold lines of the last year. */
const MONTHS = 13;

const monthOf = (at: Instant): string => new Date(at).toISOString().slice(0, 7);

/** A line of the audit as it is stored: kept a year. The same line is the same item. */
export const auditItem = (entry: AuditEntry): Item => {
  const { at, token } = entry;
  return {
    ...auditKey(monthOf(at), `${new Date(at).toISOString()}#${token.id}#${orderOf(entry)}`),
    body: { S: JSON.stringify(entry) },
    [TABLE.ttl]: { N: `${Math.ceil((at + KEEP) / SECOND)}` },
  };
};

const orderOf = (entry: AuditEntry): string =>
  'quiet' in entry ? `${entry.revision}#${entry.ended === undefined ? '1' : '0'}` : 'look';

/** By `dynamodb:PutItem`. */
export const keepLook =
  (client: DynamoDBClient, table: string): KeepLook =>
  async (entry) => {
    await client.send(new PutItemCommand({ TableName: table, Item: auditItem(entry) }));
  };

/** By `dynamodb:Query`, a month at a time. An item that DynamoDB has yet to remove is left out. */
export const readAudit =
  (client: DynamoDBClient, table: string): ReadAudit =>
  async (most, now) => {
    const found: AuditEntry[] = [];
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
const linesOf = async (client: DynamoDBClient, table: string, month: string, most: number): Promise<AuditEntry[]> => {
  const lines: AuditEntry[] = [];
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
