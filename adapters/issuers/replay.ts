import * as z from 'zod';
import { answerOf } from '../../core/model/answer.ts';
import { isDated } from '../../core/model/expiry.ts';
import type { Observation } from '../../core/model/observation.ts';
import { BESIDE } from '../../providers/contract/joined.ts';
import { headerName } from '../../providers/contract/text.ts';
import { interpret } from '../../providers/interpret.ts';
import type { KindOf, Provider } from '../../providers/provider.ts';

const SEEN = ['accepted', 'refused', 'ambiguous', 'unreadable', 'unanswered'] as const;

const EXPECT = `write what it must be read as: {seen: ${SEEN.join(', ')}}, and if needed meaning, scopes, expiry, subject, lacking, why, code, message`;

/** One answer on record, and what must be read from it. */
const exchange = z.strictObject({
  kind: z.string('write which kind was asked about, such as api-key'),
  sentence: z.string('write what the answer shows, as a sentence'),
  source: z.string('write where the answer was seen or documented').exactOptional(),
  by: z.enum(BESIDE, 'write before, sparing, more or fallback, or leave it out').exactOptional(),
  status: z.int('write the status of the answer').min(100).max(599),
  headers: z.record(headerName, z.string('write the value of the header')).exactOptional(),
  body: z.unknown().exactOptional(),
  expect: z.looseObject({ seen: z.enum(SEEN, EXPECT) }, EXPECT),
});

const LIST = 'write a list of answers: - {kind, sentence, status, body, expect: {seen}}';

export const exchanges = z.array(exchange, LIST);

export type ExchangeText = z.infer<typeof exchange>;

/** A day like any other: what is read of an answer hangs on it only where dates count from now. */
const AT = Date.UTC(2026, 10, 23, 9);

export type Recorded = Omit<ExchangeText, 'expect'>;

/** What the monitor reads of an answer, flat; undefined where no such request is made. */
export const readingOf = (text: Recorded, provider: Provider): Readonly<Record<string, unknown>> | undefined => {
  const kind = provider.kinds.find(({ id }) => id === text.kind);
  if (kind === undefined || !kind.probe.online) return undefined;
  const request = text.by === undefined ? kind.probe : kind.probe[text.by];
  return request && flat(observed(text, { provider, kind }, request.answers));
};

/** What is wrong with how an answer is read; undefined where it is read as recorded. */
export const wrongReading = (text: ExchangeText, provider: Provider): string | undefined => {
  const kind = provider.kinds.find(({ id }) => id === text.kind);
  if (kind === undefined) return `name a kind of ${provider.id}: ${provider.kinds.map(({ id }) => id).join(', ')}`;
  const read = readingOf(text, provider);
  if (read === undefined) return 'leave it out: no such request is made about this kind';
  const apart = Object.keys(text.expect).filter((key) => !isSame(read[key], text.expect[key]));
  if (apart.length === 0) return undefined;
  const is = apart.map((key) => `${key} ${wordOf(read[key])}`).join(', ');
  const must = apart.map((key) => `${key} ${wordOf(text.expect[key])}`).join(', ');
  return `"${text.sentence}" is read as ${is}, not as ${must}: mend the answers of ${provider.id}.${kind.id}, or what is expected here`;
};

/** Dates may be written shorter. */
const isSame = (read: unknown, expected: unknown): boolean =>
  JSON.stringify(read) === JSON.stringify(expected) ||
  (typeof read === 'string' && typeof expected === 'string' && Date.parse(read) === Date.parse(expected));

const wordOf = (value: unknown): string =>
  value === undefined ? 'unknown' : typeof value === 'string' ? value : JSON.stringify(value);

const observed = (
  { status, headers = {}, body }: Recorded,
  kind: KindOf,
  answers: NonNullable<Parameters<typeof interpret>[3]>['answers'],
): Observation => {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  return interpret(answerOf(status, headers, text, AT), kind, 'GET issuer', answers && { answers });
};

const flat = (observation: Observation): Readonly<Record<string, unknown>> => {
  const { exchange: said, ...rest } = { exchange: undefined, ...observation };
  const words = said === undefined ? {} : { code: said.code, message: said.message };
  if (observation.seen === 'ambiguous') return { seen: observation.seen, by: observation.doubt.by, ...words };
  if (observation.seen !== 'accepted') return { ...rest, ...words };
  const { expiry } = observation;
  return { ...rest, ...words, expiry: isDated(expiry) ? new Date(expiry.at).toISOString() : expiry };
};
