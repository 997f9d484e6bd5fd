import type { AnswersText } from '../../providers/contract/answers.ts';
import type { Description } from '../../providers/contract/description.ts';
import { BESIDE, isUnasked } from '../../providers/contract/joined.ts';
import type { KindText, OnlineText } from '../../providers/contract/kind.ts';
import { patternOf } from '../../providers/contract/pattern.ts';

/** A regular expression of a description, and where it stands. */
export type PatternText = {
  readonly where: readonly (string | number)[];
  readonly source: string;
  readonly ignoreCase: boolean;
};

type Where = PatternText['where'];

/** Every regular expression that a description holds. */
export const patternsIn = ({ rules = {}, every, kinds, base }: Description): readonly PatternText[] => [
  ...plain(base?.rootHosts, ['base', 'rootHosts']),
  ...Object.entries(rules).flatMap(([name, list]) => inAnswers(list, ['rules', name])),
  ...inProbe(every?.probe, ['every', 'probe']),
  ...plain(every?.afterOwnPrefix, ['every', 'afterOwnPrefix']),
  ...kinds.flatMap((kind, i) => inKind(kind, ['kinds', i])),
];

const inKind = ({ shape, probe, afterOwnPrefix }: KindText, where: Where): readonly PatternText[] => [
  ...(['rest', 'pattern', 'alphabet', 'begins'] as const).flatMap((name) =>
    plain(shape?.[name], [...where, 'shape', name]),
  ),
  ...plain(afterOwnPrefix, [...where, 'afterOwnPrefix']),
  ...(isUnasked(probe) ? [] : inProbe(probe, [...where, 'probe'])),
];

const inProbe = (probe: OnlineText | undefined, where: Where): readonly PatternText[] => [
  ...inAnswers(probe?.answers ?? [], [...where, 'answers']),
  ...BESIDE.flatMap((name) => inAnswers(probe?.[name]?.answers ?? [], [...where, name, 'answers'])),
];

const inAnswers = (answers: AnswersText, where: Where): readonly PatternText[] =>
  answers.flatMap((rule, i) => {
    if ('use' in rule) return [];
    const { body = {}, header = {}, text } = rule;
    return [
      ...Object.entries(body).flatMap(([place, said]) => slashed(said, [...where, i, 'body', place])),
      ...Object.entries(header).flatMap(([name, said]) => slashed(said, [...where, i, 'header', name])),
      ...slashed(text, [...where, i, 'text']),
    ];
  });

const plain = (source: string | undefined, where: Where): readonly PatternText[] =>
  source === undefined ? [] : [{ where, source, ignoreCase: false }];

const slashed = (said: unknown, where: Where): readonly PatternText[] => {
  const pattern = typeof said === 'string' ? patternOf(said) : undefined;
  return pattern === undefined ? [] : [{ where, source: pattern.source, ignoreCase: pattern.flags.includes('i') }];
};
