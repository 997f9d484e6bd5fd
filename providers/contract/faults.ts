import type { AnswersText, AnswerText } from './answers.ts';
import type { Description } from './description.ts';
import { BESIDE, isUnasked, rulesIn, wholeProbe } from './joined.ts';
import type { KindText, OnlineText } from './kind.ts';

type Where = readonly (string | number)[];

/** What is wrong with a description that each part of it alone does not show: where, and what to write instead. */
export type Fault = { readonly where: Where; readonly says: string };

/** Rules and `every` of another description (`like`) count as its own. */
export const faultsIn = (description: Description): readonly Fault[] => [
  ...sameIds(description),
  ...Object.entries(description.rules ?? {}).flatMap(([name, rules]) =>
    faultyRules(rules, ['rules', name], description),
  ),
  ...faultyRules(description.every?.probe?.answers ?? [], ['every', 'probe', 'answers'], description),
  ...description.kinds.flatMap((kind, i) => kindFaults(kind, ['kinds', i], description)),
  ...faultsBeside(description.every?.probe, ['every', 'probe'], description),
];

const sameIds = ({ kinds }: Description): readonly Fault[] =>
  kinds.flatMap(({ id }, i) =>
    kinds.findIndex((other) => other.id === id) < i
      ? [{ where: ['kinds', i, 'id'], says: 'another kind has this id; choose one of its own' }]
      : [],
  );

const kindFaults = (kind: KindText, where: Where, description: Description): readonly Fault[] => {
  const { probe } = kind;
  if (isUnasked(probe)) return [];
  const whole = wholeProbe(probe, description.every?.probe);
  return [
    ...faultyRules(probe?.answers ?? [], [...where, 'probe', 'answers'], description),
    ...faultsBeside(probe, [...where, 'probe'], description),
    ...unfinished(whole, [...where, 'probe'], description),
    ...unfilled(kind, whole, [...where, 'probe'], description),
  ];
};

/** The other requests of a probe say dead and alive too. */
const faultsBeside = (probe: OnlineText = {}, where: Where, description: Description): readonly Fault[] =>
  BESIDE.flatMap((name) => faultyRules(probe[name]?.answers ?? [], [...where, name, 'answers'], description));

const unfinished = (probe: OnlineText, where: Where, { like, rules, every }: Description): readonly Fault[] => {
  const answers = [...(probe.answers ?? []), ...(every?.probe?.answers ?? [])];
  const says = rulesIn(answers, rules).map(({ say }) => say);
  return [
    ...(probe.url === undefined && like === undefined
      ? [{ where, says: 'write url, the address that is asked, or unasked, why nobody is' }]
      : []),
    ...(says.includes('accepted') || like !== undefined
      ? []
      : [{ where, says: 'write in answers what an accepted token gets: {say: accepted, status: 200, body: {…}}' }]),
  ];
};

const NAMES = /\{([A-Za-z][A-Za-z0-9_-]*)\}/g;

/** Placeholders that nothing fills: the request would never be made. */
const unfilled = (kind: KindText, probe: OnlineText, where: Where, { every }: Description): readonly Fault[] => {
  const parts = [...(kind.shape?.pattern ?? '').matchAll(/\(\?<([A-Za-z][A-Za-z0-9]*)>/g)].map(([, name]) => name);
  const known = new Set(['token', 'basic', ...parts, ...(kind.companions ?? every?.companions ?? [])]);
  const own = { ...probe, ...Object.fromEntries(BESIDE.map((name) => [name, undefined])) };
  const texts = [own, ...BESIDE.map((name) => probe[name])].map((request) =>
    JSON.stringify({ ...request, answers: undefined }),
  );
  const named = [...new Set(texts.flatMap((text) => [...text.matchAll(NAMES)].map(([, name = '']) => name)))];
  return named
    .filter((name) => !known.has(name))
    .map((name) => ({
      where,
      says: `nothing fills {${name}}: name it under companions, or as a group (?<${name}>…) of the pattern`,
    }));
};

const faultyRules = (rules: AnswersText, where: Where, { rules: named = {}, like }: Description): readonly Fault[] =>
  rules.flatMap((rule, i): readonly Fault[] => {
    const here = [...where, i];
    if (!('use' in rule)) return ruleFaults(rule).map((says) => ({ where: here, says }));
    const names = Object.keys(named).join(', ');
    return rule.use in named || like !== undefined
      ? []
      : [
          {
            where: [...here, 'use'],
            says: `name a list that stands under rules${names === '' ? ', where there is none yet' : `: ${names}`}`,
          },
        ];
  });

const PROOF =
  'a status alone proves nothing, since anybody on the way can send it: write body, header or text, or proof: configured status for an address of your own';

const ruleFaults = (rule: AnswerText): readonly string[] => {
  if (rule.say === 'unanswered' || rule.say === 'misconfigured') return [];
  const statuses = [rule.status].flat();
  const { body = {}, header = {}, text, proof } = rule;
  const bare = Object.keys(body).length === 0 && Object.keys(header).length === 0 && text === undefined;
  return [
    ...(bare && proof === undefined ? [PROOF] : []),
    ...(statuses.some((status) => status >= 500 || (status >= 300 && status < 400))
      ? [`no redirect and no fault of a server says ${rule.say}: write other statuses, or say: unanswered`]
      : []),
  ];
};
