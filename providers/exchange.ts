import type { Answer } from '../core/answer.ts';
import { cleanWords } from '../core/clean.ts';
import { at, type Json } from '../core/json.ts';
import type { Exchange } from '../core/observation.ts';
import type { Provider } from './provider.ts';

/** The answer as evidence: the issuer's own code, words and request id, each made harmless. */
export const exchangeOf = (answer: Answer, provider: Provider, request: string): Exchange => {
  const code = provider.words?.code === undefined ? undefined : codeText(at(answer.json, provider.words.code));
  const message = provider.words?.message?.map((path) => shortText(at(answer.json, path), 120)).find((text) => text);
  const requestId = idText(answer.headers[provider.requestId ?? '']);
  return {
    request,
    status: answer.status,
    at: answer.at,
    ...(code !== undefined && { code }),
    ...(message !== undefined && { message }),
    ...(requestId !== undefined && { requestId }),
  };
};

/** A text, a number, or a list of texts, cleaned. Undefined for anything else and for nothing. */
export const shortText = (value: Json | undefined, max = 80): string | undefined => {
  const text =
    typeof value === 'number' ? String(value) : Array.isArray(value) ? value.filter(isText).join('; ') : value;
  const clean = isText(text) ? cleanWords(text, max) : '';
  return clean === '' ? undefined : clean;
};

const isText = (value: unknown): value is string => typeof value === 'string';

const codeText = (value: Json | undefined): string | undefined => {
  const text = typeof value === 'number' ? String(value) : value;
  return isText(text) && /^[A-Za-z0-9_.-]{1,48}$/.test(text) ? text : undefined;
};

const idText = (value: string | undefined): string | undefined =>
  value !== undefined && /^[A-Za-z0-9_.:/=+-]{1,128}$/.test(value) ? value : undefined;
