import { plain } from '../../core/base/text.ts';
import type { Exchange } from '../../core/model/observation.ts';
import type { ExchangeMessage } from './schema.ts';

export const iso = (at: number): string => new Date(at).toISOString();

/** Facts that are not known have no key. */
type Known<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
export const known = <T extends object>(facts: T): Known<T> =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Known<T>;

export const text = (value: string | undefined): string | undefined => (value ? plain(value) : undefined);

export const exchangeOf = ({ request, status, at, code, message, requestId }: Exchange): ExchangeMessage => ({
  request: plain(request),
  status,
  at: iso(at),
  ...known({ code: text(code), message: text(message), requestId: text(requestId) }),
});
