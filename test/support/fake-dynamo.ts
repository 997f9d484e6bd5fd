import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';

type Item = Record<string, AttributeValue>;
type Values = Readonly<Record<string, AttributeValue>>;
type Write = {
  readonly Key?: Item;
  readonly Item?: Item;
  readonly UpdateExpression?: string;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeValues?: Values;
  readonly ReturnValuesOnConditionCheckFailure?: string;
};

/** Conditions as the adapters write them: functions of existence, comparisons, AND, OR and brackets. */
const holds = (condition: string | undefined, item: Item | undefined, values: Values = {}): boolean => {
  if (condition === undefined) return true;
  const words = condition.match(/\w+\(\w+\)|[()]|<=|>=|[<>=]|:?\w+/g) ?? [];
  let at = 0;
  const operandOf = (word: string): string | number | undefined => {
    const value = word.startsWith(':') ? values[word] : item?.[word];
    return value?.N === undefined ? value?.S : Number(value.N);
  };
  const primary = (): boolean => {
    const word = words[at++] ?? '';
    if (word === '(') {
      const inner = or();
      at += 1;
      return inner;
    }
    const [, does, name = ''] = /^(attribute_exists|attribute_not_exists)\((\w+)\)$/.exec(word) ?? [];
    if (does !== undefined) return (item?.[name] !== undefined) === (does === 'attribute_exists');
    const [left, sign, right] = [operandOf(word), words[at++], operandOf(words[at++] ?? '')];
    if (left === undefined || right === undefined) return false;
    if (sign === '=') return left === right;
    if (sign === '<=') return left <= right;
    return sign === '<' ? left < right : sign === '>' ? left > right : left >= right;
  };
  const and = (): boolean => {
    let result = primary();
    while (words[at] === 'AND') {
      at += 1;
      result = primary() && result;
    }
    return result;
  };
  const or = (): boolean => {
    let result = and();
    while (words[at] === 'OR') {
      at += 1;
      result = and() || result;
    }
    return result;
  };
  return or();
};

const updated = (item: Item, expression: string, values: Values): Item => {
  const next = { ...item };
  const [, sets = '', removes = ''] = /^(?:SET (.*?))?\s*(?:REMOVE (.*))?$/.exec(expression) ?? [];
  for (const set of sets.split(',').filter((part) => part.trim() !== '')) {
    const [name = '', value = ''] = set.split('=').map((part) => part.trim());
    const [base = '', plus] = value.split('+').map((part) => part.trim());
    const operand = (word: string): AttributeValue => (word.startsWith(':') ? values[word] : item[word])!;
    next[name] = plus === undefined ? operand(base) : { N: `${Number(operand(base).N) + Number(operand(plus).N)}` };
  }
  for (const name of removes.split(',')) delete next[name.trim()];
  return next;
};

/** One table in memory behind the adapters' real commands: conditions, transactions, the sparse index. `around` gives each call its latency. */
export const fakeDynamo = (around: <T>(act: () => T) => Promise<T>) => {
  const items = new Map<string, Item>();
  const calls = new Map<string, number>();
  const keyOf = ({ pk, sk }: Item): string => `${pk?.S} ${sk?.S}`;
  const holdsOf = (write: Write): boolean =>
    holds(write.ConditionExpression, items.get(keyOf(write.Item ?? write.Key ?? {})), write.ExpressionAttributeValues);
  const apply = (write: Write): Item => {
    const key = write.Item ?? write.Key ?? {};
    const next =
      write.Item ??
      updated(items.get(keyOf(key)) ?? key, write.UpdateExpression ?? '', write.ExpressionAttributeValues ?? {});
    items.set(keyOf(key), next);
    return next;
  };
  const failed = (write: Write) =>
    new ConditionalCheckFailedException({
      message: 'failed',
      $metadata: {},
      ...(write.ReturnValuesOnConditionCheckFailure && { Item: items.get(keyOf(write.Key ?? {})) }),
    });

  const run: Readonly<Record<string, (input: never) => unknown>> = {
    UpdateItemCommand: (write: Write) => {
      if (!holdsOf(write)) throw failed(write);
      return { Attributes: apply(write) };
    },
    TransactWriteItemsCommand: ({ TransactItems }: { TransactItems: readonly { Put?: Write; Update?: Write }[] }) => {
      const writes = TransactItems.map(({ Put, Update }) => Put ?? Update ?? {});
      const CancellationReasons = writes.map((write) => ({ Code: holdsOf(write) ? 'None' : 'ConditionalCheckFailed' }));
      if (CancellationReasons.some(({ Code }) => Code !== 'None'))
        throw new TransactionCanceledException({ message: 'cancelled', $metadata: {}, CancellationReasons });
      writes.forEach(apply);
      return {};
    },
    GetItemCommand: ({ Key }: { Key: Item }) => ({ Item: items.get(keyOf(Key)) }),
    BatchGetItemCommand: ({ RequestItems }: { RequestItems: Record<string, { Keys: Item[] }> }) => ({
      Responses: Object.fromEntries(
        Object.entries(RequestItems).map(([table, { Keys }]) => [
          table,
          Keys.map((key) => items.get(keyOf(key))).filter((item) => item !== undefined),
        ]),
      ),
    }),
    QueryCommand: ({ ExpressionAttributeValues, Limit }: { ExpressionAttributeValues: Values; Limit?: number }) => {
      const now = Number(ExpressionAttributeValues[':now']?.N);
      const at = ({ nextAttemptAt }: Item): number => Number(nextAttemptAt?.N);
      const found = [...items.values()].filter((item) => item.undelivered !== undefined && at(item) <= now);
      return { Items: found.sort((a, b) => at(a) - at(b)).slice(0, Limit) };
    },
  };
  const client = {
    send: (command: { readonly input: never }) => {
      const { name } = command.constructor;
      calls.set(name, (calls.get(name) ?? 0) + 1);
      return around(() => {
        const act = run[name];
        if (act === undefined) throw new Error(`the fake table does not know ${name}`);
        return act(command.input);
      });
    },
  };
  return { client: client as unknown as DynamoDBClient, items, calls };
};
