import { isObject, type Json } from '../../core/base/json.ts';
import { literally } from '../../core/base/pattern.ts';
import { isPlausible, parseInstant } from '../../core/base/time.ts';
import type { AnswerText } from '../../providers/contract/answers.ts';
import type { Description } from '../../providers/contract/description.ts';
import type { Pasted } from './draft.ts';

/** A place of a body, `error.code`, and what stands there. */
type Leaf = readonly [place: string, value: Json];

const NAME = /^[A-Za-z0-9_:@/-]{1,80}$/;

/** Every place that a rule can name; of lists the first item. */
const leaves = (json: Json, path: readonly string[] = []): readonly Leaf[] => {
  if (path.length > 6) return [];
  if (Array.isArray(json)) return json.slice(0, 1).flatMap((one) => leaves(one, [...path, '0']));
  if (!isObject(json)) return path.length === 0 ? [] : [[path.join('.'), json]];
  return Object.entries(json).flatMap(([name, value]) => (NAME.test(name) ? leaves(value, [...path, name]) : []));
};

type Body = Readonly<Record<string, string | number | boolean>>;

const last = ([place]: Leaf): string => place.split('.').findLast((name) => !/^\d+$/.test(name)) ?? '';

const TELLING = /^(?:id|uuid|user_?id|account_?id|username|login|email|name|active|ok|object|type)$/i;

/** What shows that it is the accepting answer: places that are there with their types. An end may be missing from another. */
const signsOf = (all: readonly Leaf[]): Body => {
  const plain = all.filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  const telling = plain.filter((leaf) => TELLING.test(last(leaf)));
  const best = (telling.length > 0 ? telling : plain.filter((leaf) => !EXPIRY.test(last(leaf)))).slice(0, 2);
  return Object.fromEntries(
    best.map(([place, value]) => [place, typeof value === 'boolean' ? value : `<${typeof value}>`]),
  );
};

const DECLARED = { proof: 'configured status' } as const;

/** The rule that an accepted answer gives, with the date, scopes and owner that it seems to tell. */
export const acceptedRule = ({ status, body }: Pasted): AnswerText => {
  const rule = { say: 'accepted', status } as const;
  if (body === undefined) return { ...rule, ...DECLARED };
  if (typeof body === 'string') return { ...rule, text: exactly(body) };
  const all = leaves(body);
  const signs = signsOf(all);
  const find = (name: RegExp, fits: (value: Json) => boolean): string | undefined =>
    all.find((leaf) => name.test(last(leaf)) && fits(leaf[1]))?.[0];
  const subject = find(/^(?:email|login|username|user_name|display_name|name)$/i, (value) => typeof value === 'string');
  const scopes = scopesIn(body);
  return {
    ...rule,
    ...(Object.keys(signs).length > 0
      ? { body: signs }
      : { body: { $: Array.isArray(body) ? '<array>' : '<object>' } }),
    ...(subject !== undefined && { subject }),
    ...(scopes !== undefined && { scopes }),
    ...expiryIn(all),
  };
};

const scopesIn = (json: Json, path: readonly string[] = []): string | undefined => {
  if (!isObject(json) || path.length > 3) return undefined;
  for (const [name, value] of Object.entries(json)) {
    const list = Array.isArray(value) && value.every((one) => typeof one === 'string');
    if (/^scopes?$/i.test(name) && (list || typeof value === 'string')) return [...path, name].join('.');
    const below = NAME.test(name) ? scopesIn(value, [...path, name]) : undefined;
    if (below !== undefined) return below;
  }
  return undefined;
};

const EXPIRY =
  /^(?:exp|expires?|expiry|expiration|expires?_?(?:at|on|date|time)|expiration_?(?:date|time)|valid_?(?:until|to))$/i;

const expiryIn = (all: readonly Leaf[]): Pick<Extract<AnswerText, { say: 'accepted' }>, 'expiry'> => {
  for (const leaf of all) {
    const [place, value] = leaf;
    if (!EXPIRY.test(last(leaf))) continue;
    if (value === null || (typeof value === 'string' && parseInstant(value) !== undefined)) return { expiry: place };
    if (typeof value !== 'number') continue;
    if (isPlausible(value)) return { expiry: { at: place, format: 'milliseconds' } };
    if (isPlausible(value * 1000)) return { expiry: { at: place, format: 'seconds' } };
  }
  return {};
};

/** The rule that a refused answer gives: its code, or else its words. */
export const refusedRule = ({ status, body }: Pasted): AnswerText => {
  const rule = { say: 'refused', status } as const;
  if (body === undefined) return { ...rule, ...DECLARED };
  if (typeof body === 'string') return { ...rule, text: exactly(body) };
  const all = leaves(body);
  const code = codeIn(all, status);
  const words = all.find((leaf) => WORDS.test(last(leaf)) && typeof leaf[1] === 'string');
  const flag = all.find(([, value]) => value === false);
  const chosen = code ?? words ?? flag;
  if (chosen === undefined) return { ...rule, text: exactly(JSON.stringify(body)) };
  const [place, value] = chosen;
  return { ...rule, body: { [place]: typeof value === 'string' ? wordsOf(value) : (value as number | boolean) } };
};

/** The more telling first. */
const CODES = [/^(?:code|error_?code|errcode|err)$/i, /^(?:error|reason)$/i, /^type$/i];
const WORDS = /^(?:message|msg|error|errors|detail|description|error_?description|error_?message|title)$/i;

/** Where its error answers hold code and words, for the evidence. */
export const wordsIn = (refused: Pasted | undefined): Pick<Description, 'words'> => {
  if (refused?.body === undefined || typeof refused.body === 'string') return {};
  const all = leaves(refused.body);
  const code = codeIn(all, refused.status)?.[0];
  const message = all.find((leaf) => leaf[0] !== code && WORDS.test(last(leaf)) && typeof leaf[1] === 'string')?.[0];
  if (code === undefined && message === undefined) return {};
  return { words: { ...(code !== undefined && { code }), ...(message !== undefined && { message: [message] }) } };
};

const codeIn = (all: readonly Leaf[], status: number): Leaf | undefined =>
  CODES.map((name) => all.find((leaf) => name.test(last(leaf)) && isCode(leaf[1], status))).find(Boolean);

/** The status once more is no code. */
const isCode = (value: Json, status: number): boolean =>
  typeof value === 'number'
    ? value !== status
    : typeof value === 'string' && /^[A-Za-z][A-Za-z0-9_.-]{2,48}$/.test(value);

/** Words that may hold something of one request (numbers, ids) count up to there. */
const wordsOf = (text: string): string => {
  const fixed = /^[^0-9"'`<>{}[\]]*/.exec(text)?.[0] ?? '';
  if (fixed === text && text.length <= 120 && !/^\/.*\/i?$/.test(text)) return text;
  return fixed.trim().length >= 8 ? `/^${literally(fixed.trim())}/` : exactly(text);
};

const exactly = (text: string): string => {
  const line = text.split('\n')[0]?.trim().slice(0, 120) ?? '';
  return line.length === text.trim().length ? `/^\\s*${literally(line)}\\s*$/` : `/^\\s*${literally(line)}/`;
};
