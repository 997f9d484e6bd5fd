import type { AnswersText, AnswerText } from './answers.ts';
import type { Description } from './description.ts';
import type { KindText, OnlineText } from './kind.ts';

/** The requests that may stand beside a probe. */
export const BESIDE = ['before', 'sparing', 'more', 'fallback'] as const;

type ProbeText = KindText['probe'];

export const isUnasked = (probe: ProbeText): probe is Extract<ProbeText, { unasked: string }> =>
  probe !== undefined && 'unasked' in probe;

/** What is asked about a kind, with what all kinds of its issuer have in common; of one that is not asked that alone. */
export const wholeProbe = (own: ProbeText, every: OnlineText | undefined): OnlineText => ({
  ...every,
  ...(isUnasked(own) ? {} : own),
});

/** The answers of a kind’s own, then those of `every`. */
export const wholeAnswers = (own: ProbeText, every: OnlineText | undefined): AnswersText =>
  isUnasked(own) ? [] : [...(own?.answers ?? []), ...(every?.answers ?? [])];

/** With the lists that `use` names in its place. */
export const rulesIn = (answers: AnswersText, rules: Description['rules'] = {}): readonly AnswerText[] =>
  answers.flatMap((said) => ('use' in said ? (rules[said.use] ?? []) : [said]));

/** What every value of a shape begins with. */
export const prefixesOf = ({ prefix }: { readonly prefix?: string | readonly string[] }): readonly string[] =>
  prefix === undefined ? [] : typeof prefix === 'string' ? [prefix] : prefix;
