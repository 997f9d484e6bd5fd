import { nearest } from '../../core/base/nearest.ts';
import type { TokenRecord } from '../../core/model/record.ts';
import { tokenLabel } from '../../core/model/token.ts';

export type Found =
  | { readonly record: TokenRecord }
  | {
      readonly refused: 'unknown token';
      /** What was probably meant. */
      readonly near?: string;
      /** How many tokens there are. */
      readonly known: number;
    }
  /** Names that say which one is meant. */
  | { readonly refused: 'several tokens'; readonly names: readonly string[] };

/**
 * The token that somebody calls by name: `prod/discord-bot`, `prod/bot.FIELD` as it is printed, `prod/bot#FIELD`, or where it is, as an ARN. A
 * name that fits one token exactly wins over one that is the secret of several.
 */
export const findToken = (name: string, records: readonly TokenRecord[]): Found => {
  for (const namesOf of [exactNames, secretNames]) {
    const fitting = records.filter((record) => namesOf(record).includes(name));
    const [only, ...more] = fitting;
    if (only !== undefined && more.length === 0) return { record: only };
    if (only !== undefined) return { refused: 'several tokens', names: tellingApart(fitting) };
  }
  const near = nearest(name, [
    ...new Set(records.flatMap((record) => [...exactNames(record), ...secretNames(record)])),
  ]);
  return { refused: 'unknown token', known: records.length, ...(near !== undefined && { near }) };
};

const exactNames = ({ ref }: TokenRecord): readonly string[] =>
  ref.field === undefined
    ? [ref.id, ref.source, ref.name]
    : [ref.id, tokenLabel(ref), `${ref.name}#${ref.field}`, `${ref.source}#${ref.field}`];

const secretNames = ({ ref }: TokenRecord): readonly string[] => [ref.name, ref.source];

/** By name and field; where two secrets have the same, by where they are. */
const tellingApart = (records: readonly TokenRecord[]): readonly string[] => {
  const nameOf = ({ ref }: TokenRecord): string => (ref.field === undefined ? ref.name : `${ref.name}#${ref.field}`);
  const placeOf = ({ ref }: TokenRecord): string =>
    ref.field === undefined ? ref.source : `${ref.source}#${ref.field}`;
  const names = records.map(nameOf);
  return new Set(names).size === names.length ? names : records.map(placeOf);
};
