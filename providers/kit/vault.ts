import { at, type Json } from '../../core/base/json.ts';
import { fromSeconds, parseInstant, SECOND } from '../../core/base/time.ts';
import type { Answer } from '../../core/model/answer.ts';

const number = (json: Json | undefined, path: string): number => {
  const value = at(json, path);
  return typeof value === 'number' ? value : 0;
};

/** Dates of creation and of end are told in whole seconds and in parts of them. */
const ROUNDING = 2 * SECOND;

/** How Vault renews a token in place. No renewal goes beyond `explicit_max_ttl`: a date that has reached it moves no more. */
export const renewableVault = ({ json }: Answer): { readonly life?: number } | undefined => {
  const end = parseInstant(String(at(json, 'data.expire_time')));
  const made = fromSeconds(at(json, 'data.creation_time'));
  if (at(json, 'data.renewable') !== true || at(json, 'data.type') === 'batch' || end === undefined) return undefined;
  const longest = number(json, 'data.explicit_max_ttl') * SECOND;
  if (longest > 0 && made !== undefined && end >= made + longest - ROUNDING) return undefined;
  const life = (number(json, 'data.period') || number(json, 'data.creation_ttl')) * SECOND;
  return life > 0 ? { life } : {};
};
