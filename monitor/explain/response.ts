import { parseJson } from '../../core/base/json.ts';
import type { Instant } from '../../core/base/time.ts';
import { stepsFor } from '../../core/diagnose/remedy.ts';
import type { Facts } from '../../core/explain/facts.ts';
import type { LikelyCause, Sureness } from '../../core/explain/message.ts';
import { type Answer, answerOf } from '../../core/model/answer.ts';
import type { Cause, RefusalMeaning } from '../../core/model/verdict.ts';
import { ruleFor } from '../../providers/interpret.ts';
import { type AnswerRule, type KindOf, requestsOf } from '../../providers/provider.ts';
import type { Registry } from '../../providers/registry.ts';
import type { Context, Explanation } from './explanation.ts';
import { evidenceOf, supportFor } from './general.ts';

/** What the catalogue reads in a pasted answer: the rule that names it, and whose it is. */
export type Read = { readonly rule: AnswerRule; readonly kind: KindOf; readonly answer: Answer };

/** Reads an answer as the monitor would, by the rules of the issuers that it may be from. */
export const readResponse = (
  text: string,
  facts: Facts,
  about: readonly string[],
  registry: Registry,
  now: Instant,
): Read | undefined => {
  const parts = partsOf(text);
  if (parts === undefined) return undefined;
  const kinds = about.flatMap((id) => registry.kindsOf(id));
  const reads = kinds.flatMap((kind) => readBy(kind, parts, facts, now) ?? []);
  return reads.find(({ rule }) => rule.say !== 'unanswered') ?? reads[0];
};

type Parts = { readonly headers: Readonly<Record<string, string>>; readonly body: string; readonly status?: number };

const HEADER = /^(?:[<*] )?([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]*(.{0,2000})$/;

/** Of `curl -i`, `curl -v` and browser tools: a status line, headers, a body. Of a body alone, that. */
const partsOf = (text: string): Parts | undefined => {
  const lines = text.split('\n').map((line) => line.trimEnd());
  const start = lines.findLastIndex((line) => /^(?:< )?HTTP\/\d(?:\.\d)? [1-5]\d\d\b/.test(line));
  const body = jsonIn(text);
  if (start < 0) return body === undefined ? undefined : { headers: {}, body };
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => !HEADER.test(line));
  const headers = rest.slice(0, end < 0 ? undefined : end).flatMap((line) => {
    const [, name = '', value = ''] = HEADER.exec(line) ?? [];
    return [[name.toLowerCase(), value] as const];
  });
  const after = end < 0 ? '' : rest.slice(end).join('\n').trim();
  const status = Number(/ ([1-5]\d\d)\b/.exec(lines[start] ?? '')?.[1]);
  return { headers: Object.fromEntries(headers), body: body ?? after, status };
};

/** The JSON object that stands in a text, among other words. */
const jsonIn = (text: string): string | undefined => {
  const [from, to] = [text.indexOf('{'), text.lastIndexOf('}')];
  const whole = from < 0 || to < from ? undefined : text.slice(from, to + 1);
  if (whole !== undefined && parseJson(whole) !== undefined) return whole;
  return text.match(/\{[^{}\n]{2,4000}\}/g)?.find((part) => parseJson(part) !== undefined);
};

/** By the first rule that names it. Where no status is told, by those of the rules that a body proves. */
const readBy = (kind: KindOf, { headers, body, status }: Parts, facts: Facts, now: Instant): Read | undefined => {
  const rules = requestsOf(kind.kind).flatMap(({ answers }) => answers);
  const told = status === undefined ? facts.statuses : [status];
  const proven = told.length > 0 ? rules : rules.filter((rule) => 'body' in rule || 'text' in rule);
  const statuses =
    told.length > 0 ? told : [...new Set(proven.flatMap((rule) => rule.status))].filter((one) => one >= 400);
  for (const one of statuses) {
    const answer = answerOf(one, headers, body, now);
    const rule = ruleFor(answer, proven);
    if (rule !== undefined) return { rule, kind, answer };
  }
  return undefined;
};

/** What the rule says, in the words of the catalogue. */
export const explainResponse = (read: Read, context: Context): Explanation => {
  const { kind, provider } = read.kind;
  const causes = causesIn(read.rule);
  const [first] = causes;
  return {
    known: true,
    provider: provider.id,
    from: provider.name,
    causes,
    meaning: meaningOf(read),
    evidence: evidenceOf(context),
    remedy: stepsOf(read, first?.cause ?? undefined),
    support: supportFor(provider.id, context),
    docsUrl: kind.docs ?? provider.docs,
  };
};

const likely = (cause: Cause | null, confidence: Sureness = 'likely'): LikelyCause => ({ cause, confidence });

const causesIn = (rule: AnswerRule): readonly LikelyCause[] => {
  switch (rule.say) {
    case 'accepted':
      return [likely(null, 'certain')];
    case 'lacking':
      return [likely('insufficient-scope', 'certain')];
    case 'refused':
      return rule.meaning === undefined
        ? [likely('revoked'), likely('unrecognised', 'possible'), likely('malformed', 'possible')]
        : [likely(rule.meaning, 'certain')];
    case 'ambiguous':
      return [likely('revoked'), likely(null, 'possible')];
    case 'misconfigured':
      return [likely(null, 'certain')];
    case 'unanswered':
      return [likely(rule.why, 'certain')];
  }
};

const meaningOf = ({ rule, kind: { provider, kind } }: Read): string => {
  const who = provider.name;
  switch (rule.say) {
    case 'accepted':
      return `${who} accepts the token: so it answers a ${kind.name} that is in order.`;
    case 'lacking':
      return `${who} knows the token, and says that it lacks a right for this request.`;
    case 'refused':
      return rule.meaning === undefined
        ? `${who} says this of a token that it does not accept; it does not say why.`
        : `${who} says this of a token that ${REFUSED[rule.meaning]}.`;
    case 'ambiguous':
      return `${who} says this of a dead token, and also where ${rule.otherwise}.`;
    case 'misconfigured':
      return `It is not the token: ${rule.detail}.`;
    case 'unanswered':
      return `It says nothing of the token: ${rule.detail}.`;
  }
};

const REFUSED: Readonly<Record<RefusalMeaning, string>> = {
  expired: 'has expired',
  revoked: 'was revoked',
  malformed: 'is damaged',
  unrecognised: 'it does not know',
  'account-disabled': 'is of an account that it has disabled',
};

const stepsOf = ({ rule, kind: { provider, kind } }: Read, cause: Cause | undefined): readonly string[] => {
  if (rule.say === 'ambiguous') return rule.settle;
  if (rule.say === 'misconfigured') return rule.remedy;
  if (rule.say === 'unanswered' && rule.remedy) return rule.remedy;
  if (rule.say === 'accepted') return ['Nothing to the token: look at the request that failed, not at this one.'];
  const advice = { source: 'arn:', label: 'the token', providerName: provider.name, docsUrl: provider.docs };
  return cause === undefined ? [] : stepsFor(cause, { ...advice, remedies: kind.remedies });
};
