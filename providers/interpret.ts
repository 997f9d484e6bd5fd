import { at } from '../core/base/json.ts';
import { plainWords } from '../core/base/text.ts';
import { isPlausible } from '../core/base/time.ts';
import { exchangeLine } from '../core/diagnose/evidence.ts';
import type { Answer } from '../core/model/answer.ts';
import { type Expiry, isDated } from '../core/model/expiry.ts';
import type { Exchange, Observation } from '../core/model/observation.ts';
import { exchangeOf, nameText } from './exchange.ts';
import { isHtml, readGenerally, unansweredBy } from './general.ts';
import { holds } from './match.ts';
import { type AnswerRule, type Kind, type KindOf, type Reading, requestsOf } from './provider.ts';

/**
 * Reads one answer by the kind's rules, first match first. An answer that no rule names is unanswered: it proves neither
 * life nor death. `request` is how the request is called in evidence, without any value.
 */
export const interpret = (
  answer: Answer,
  { provider, kind }: KindOf,
  request: string,
  { ownHost = false, answers = kind.probe.online ? kind.probe.answers : [] }: Asking = {},
): Observation => {
  const exchange = exchangeOf(answer, provider, request);
  const rule = ruleFor(answer, answers);
  return rule === undefined ? readGenerally(answer, exchange, ownHost) : said(rule, answer, exchange, kind);
};

export type Asking = {
  /** The issuer's own fixed host was asked, over verified TLS: then also a 401 that no rule names is its word. */
  readonly ownHost?: boolean;
  /** The rules of the request that was made, where it was not the probe's own. */
  readonly answers?: readonly AnswerRule[];
};

/** Whether an answer about this kind can tell scopes: else a setting that requires some has no effect. */
export const tellsScopes = (kind: Kind): boolean => {
  if (!kind.probe.online) return kind.probe.read !== undefined;
  const answers = requestsOf(kind).flatMap((request) => request.answers);
  return answers.some((rule) => rule.say === 'accepted' && rule.reading?.scopes !== undefined);
};

export const ruleFor = (answer: Answer, answers: readonly AnswerRule[]): AnswerRule | undefined =>
  answers.find((candidate) => applies(candidate, answer));

const applies = (rule: AnswerRule, answer: Answer): boolean => {
  const statuses = typeof rule.status === 'number' ? [rule.status] : rule.status;
  if (!statuses.includes(answer.status)) return false;
  if ('proof' in rule && isHtml(answer)) return false;
  return (
    Object.entries(rule.body ?? {}).every(([path, expected]) => holds(at(answer.json, path), expected)) &&
    Object.entries(rule.header ?? {}).every(([name, pattern]) => pattern.test(answer.headers[name] ?? '')) &&
    (rule.text === undefined || rule.text.test(answer.text))
  );
};

const said = (rule: AnswerRule, answer: Answer, exchange: Exchange, kind: Kind): Observation => {
  switch (rule.say) {
    case 'accepted':
      return { seen: 'accepted', exchange, ...read(rule.reading ?? {}, answer, kind) };
    case 'lacking':
      return {
        seen: 'accepted',
        exchange,
        ...read({}, answer, kind),
        lacking: rule.lacking(answer).map((right) => plainWords(right, 120)),
        ...(rule.reason && { reason: rule.reason }),
      };
    case 'refused':
      return { seen: 'refused', exchange, ...(rule.meaning && { meaning: rule.meaning }) };
    case 'ambiguous':
      return { seen: 'ambiguous', exchange, doubt: { by: 'named', otherwise: rule.otherwise, settle: rule.settle } };
    case 'misconfigured':
      return {
        seen: 'unreadable',
        cause: rule.reason === 'wrong-environment' ? 'wrong-provider' : 'bad-tag',
        ...(rule.reason && { reason: rule.reason }),
        detail: `${exchangeLine(exchange)}: ${rule.detail}`,
        remedy: rule.remedy,
      };
    case 'unanswered':
      return unansweredBy(rule, answer, exchange);
  }
};

const read = (reading: Reading, answer: Answer, kind: Kind) => {
  const fallback: Expiry = kind.neverExpires ? 'never' : 'unknown';
  const scopes = reading.scopes?.(answer);
  const renewable = reading.renewable?.(answer);
  const uses = reading.uses === undefined ? undefined : at(answer.json, reading.uses);
  const subject = reading.subject === undefined ? undefined : nameText(at(answer.json, reading.subject));
  return {
    expiry: plausible(reading.expiry?.(answer) ?? fallback),
    ...(scopes !== undefined && { scopes }),
    ...(subject !== undefined && { subject }),
    ...(renewable && { renewable }),
    ...(typeof uses === 'number' && uses !== 0 && { uses: Math.max(0, uses) }),
  };
};

/** A sentinel (0, -1, year 9999) would page as "expired in 1970". */
const plausible = (expiry: Expiry): Expiry => (isDated(expiry) && !isPlausible(expiry.at) ? 'unknown' : expiry);
