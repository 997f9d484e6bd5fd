import type { AnswerText, ExpectText } from '../../providers/contract/answers.ts';
import { slashedParts } from '../../providers/contract/pattern.ts';

/** One rule in words: which answer, what it says of the token, and what to do where that leaves something to find out. */
export type RuleFacts = {
  readonly say: AnswerText['say'];
  /** `401 with code 0 and message like "401: Unauthorized"` */
  readonly when: string;
  readonly says: string;
  readonly steps: readonly string[];
};

export const ruleFacts = (rule: AnswerText): RuleFacts => ({
  say: rule.say,
  when: whenOf(rule),
  says: saysOf(rule),
  steps: stepsOf(rule),
});

const whenOf = (rule: AnswerText): string => {
  const { status, body = {}, header = {}, text } = rule;
  const marks = [
    ...Object.entries(body).map(([place, expected]) => placeWords(place, expected)),
    ...Object.entries(header).map(([name, pattern]) => `a header ${name} ${patternWords(pattern)}`),
    ...(text === undefined ? [] : [`a body ${patternWords(text)}`]),
  ];
  const statuses = either([status].flat().map(String));
  if (marks.length > 0) return `${statuses} with ${every(marks)}`;
  return 'proof' in rule && rule.proof !== undefined ? `${statuses}, whatever else it says` : statuses;
};

const TYPES: Readonly<Record<string, (place: string) => string>> = {
  '<string>': (place) => `a text at ${place}`,
  '<number>': (place) => `a number at ${place}`,
  '<boolean>': (place) => `true or false at ${place}`,
  '<array>': (place) => `a list at ${place}`,
  '<object>': (place) => `an object at ${place}`,
  '<filled object>': (place) => `an object with something in it at ${place}`,
  '<missing>': (place) => `no ${place}`,
};

const placeWords = (place: string, expected: ExpectText): string => {
  const name = place === '$' ? 'the whole body' : place;
  if (typeof expected === 'string') {
    if (Object.hasOwn(TYPES, expected)) return TYPES[expected]?.(name) ?? name;
    if (slashedParts(expected) !== undefined) return `${name} ${patternWords(expected)}`;
  }
  return `${name} ${either([expected].flat().map(literal))}`;
};

const literal = (value: string | number | boolean | null): string =>
  typeof value === 'string' && !/^[\w.:-]+$/.test(value) ? `"${value}"` : String(value);

/** `/^Bad credentials$/` is plain words; what is more is shown as it is written. */
export const patternWords = (slashed: string): string => {
  const { source = '' } = slashedParts(slashed) ?? {};
  const words = source.replace(/^\^/, '').replace(/(?<!\\)\$$/, '');
  const bare = words.replace(/\\([^A-Za-z0-9])/g, '$1');
  if (/[[\](){}*+?|^$]|\\|(?<!\\)\./.test(words.replace(/\\[^A-Za-z0-9]/g, ''))) return `like ${slashed}`;
  const [begins, ends] = [source.startsWith('^'), words.length < source.replace(/^\^/, '').length];
  if (begins && ends) return `like "${bare}"`;
  if (begins) return `beginning with "${bare}"`;
  return ends ? `ending with "${bare}"` : `holding "${bare}"`;
};

const either = (words: readonly string[]): string => joined(words, 'or');
const every = (words: readonly string[]): string => joined(words, 'and');

export const joined = (words: readonly string[], last: 'and' | 'or'): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;

const saysOf = (rule: AnswerText): string => {
  switch (rule.say) {
    case 'accepted':
      return ['accepted', ...tellsOf(rule)].join('; ');
    case 'lacking':
      return `works, but lacks ${joined(rule.lacks, 'and') || 'a right'}${lacksAt(rule)}`;
    case 'refused':
      return rule.meaning === undefined ? 'refused' : `refused: ${MEANINGS[rule.meaning]}`;
    case 'ambiguous':
      return `refused, or ${rule.otherwise}: it counts only where the token worked before`;
    case 'misconfigured':
      return `not judged, and to be mended: ${rule.detail}`;
    case 'unanswered':
      return `not judged (${rule.why}): ${rule.detail}`;
  }
};

const MEANINGS = {
  expired: 'expired',
  malformed: 'malformed',
  unrecognised: 'not recognised',
  revoked: 'revoked',
  'account-disabled': 'its account is disabled',
} as const;

type Accepted = Extract<AnswerText, { say: 'accepted' }>;

const tellsOf = ({ subject, scopes, expiry, renewable, uses }: Accepted): readonly string[] => {
  const tells = [
    ...(subject === undefined ? [] : [`whose it is (${subject})`]),
    ...(scopes === undefined ? [] : [`its scopes (${placeOf(scopes)})`]),
    ...(expiry === undefined ? [] : [`its end (${placeOf(expiry)})`]),
    ...(renewable === undefined ? [] : ['whether it is renewed in place']),
    ...(uses === undefined ? [] : [`how often it may still be used (${uses})`]),
  ];
  return tells.length === 0 ? [] : [`tells ${joined(tells, 'and')}`];
};

type Reader = string | { readonly at?: string; readonly header?: string };

const placeOf = (said: Reader): string => {
  if (typeof said === 'string') return said;
  return said.header === undefined ? (said.at ?? 'the whole body') : `header ${said.header}`;
};

const lacksAt = ({ lacksAt }: Extract<AnswerText, { say: 'lacking' }>): string =>
  lacksAt === undefined ? '' : `, or what the answer names (${placeOf(lacksAt)})`;

const stepsOf = (rule: AnswerText): readonly string[] => {
  if (rule.say === 'ambiguous') return rule.settle;
  return 'remedy' in rule ? (rule.remedy ?? []) : [];
};
