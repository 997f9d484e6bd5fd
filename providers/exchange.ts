import { skewOf } from '../core/base/http-date.ts';
import { at, type Json } from '../core/base/json.ts';
import { cleanWords, plainWords } from '../core/base/text.ts';
import type { Answer } from '../core/model/answer.ts';
import type { Exchange } from '../core/model/observation.ts';
import type { Provider } from './provider.ts';

/** The answer as evidence: the issuer's own code, words and request id, each made harmless. */
export const exchangeOf = (answer: Answer, provider: Provider, request: string): Exchange => {
  const code = provider.words?.code === undefined ? undefined : codeText(at(answer.json, provider.words.code));
  const message = provider.words?.message?.map((path) => messageText(at(answer.json, path))).find((text) => text);
  const requestId = idText(answer.headers[provider.requestId ?? '']);
  const skew = skewOf(answer.headers, answer.at);
  return {
    request,
    status: answer.status,
    at: answer.at,
    ...(code !== undefined && { code }),
    ...(message !== undefined && { message }),
    ...(requestId !== undefined && { requestId }),
    ...(skew !== undefined && { skew }),
  };
};

/** What the account or application is called. Undefined for anything that is no text or number, and for a name that was sent. */
export const nameText = (value: Json | undefined): string | undefined => {
  const name = plainWords(textOf(value), 80);
  // A client that introspects its own token is its subject; the HTTP client took the name out.
  return name.includes('[redacted]') ? undefined : nonEmpty(name);
};

const messageText = (value: Json | undefined): string | undefined => nonEmpty(cleanWords(textOf(value), 120));

const textOf = (value: Json | undefined): string => {
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.filter(isText).join('; ');
  return isText(value) ? value : '';
};

const nonEmpty = (text: string): string | undefined => (text === '' ? undefined : text);

const isText = (value: unknown): value is string => typeof value === 'string';

const codeText = (value: Json | undefined): string | undefined => {
  const text = typeof value === 'number' ? String(value) : value;
  return isText(text) && /^[A-Za-z0-9_.-]{1,48}$/.test(text) ? text : undefined;
};

const idText = (value: string | undefined): string | undefined =>
  value !== undefined && /^[A-Za-z0-9_.:/=+-]{1,128}$/.test(value) ? value : undefined;
