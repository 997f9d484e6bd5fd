import type { IssuerFacts, KindFacts } from './facts.ts';
import type { RequestFacts } from './request.ts';
import type { RuleFacts } from './rules.ts';

/** A line of a page. */
export type Line = {
  readonly text: string;
  /** To be shown as it is, letter by letter. */
  readonly exact?: boolean;
  /** What follows an exact text: what the answer means. */
  readonly says?: string;
  readonly steps?: readonly string[];
};

export type Item = { readonly label: string; readonly numbered?: boolean; readonly lines: readonly Line[] };

export type Block = { readonly id: string; readonly title: string; readonly items: readonly Item[] };

/** What is told of an issuer, for a terminal and for Markdown alike. The first block is the issuer, each other one a kind. */
export const pageOf = (facts: IssuerFacts): readonly Block[] => [issuerBlock(facts), ...facts.kinds.map(kindBlock)];

export const EVIDENCE = {
  documented: 'as the issuer documents it',
  validators: 'as two independent tools read it',
  verified: 'as a real server answered',
} as const;

const issuerBlock = (facts: IssuerFacts): Block => {
  const { id, name, category, evidence, docs, statusPage, budget, limits, alsoFor, sources, unsure } = facts;
  return {
    id,
    title: name,
    items: [
      item('category', category),
      item('known', `${evidence}: ${EVIDENCE[evidence]}`),
      item('docs', docs),
      ...(statusPage === undefined ? [] : [item('status', statusPage)]),
      item('asked', `${budget.perSecond} times a second at most, ${budget.concurrency} at once`),
      ...(limits === undefined
        ? []
        : [item('limits', `the issuer adds up the requests of one ${limits.counts}`, `read in: ${limits.source}`)]),
      ...(alsoFor === undefined
        ? []
        : [item('also for', `its tokens may stand where those of ${alsoFor.join(', ')} are said to`)]),
      item('sources', ...sources),
      ...(unsure.length === 0 ? [] : [item('unsure', ...unsure)]),
    ],
  };
};

const kindBlock = (kind: KindFacts): Block => {
  const { id, name, looks, companions, asks, docs, impact, renewal, costs } = kind;
  return {
    id,
    title: name,
    items: [
      {
        label: 'looks',
        lines: [
          ...looks.forms.map((text) => ({ text, exact: true })),
          ...(looks.remark === undefined ? [] : [{ text: looks.remark }]),
        ],
      },
      ...(companions.length === 0 ? [] : [item('needs', `in the same secret: ${companions.join(', ')}`)]),
      ...('unasked' in asks
        ? [item('asks', `nobody: ${asks.unasked}`)]
        : [
            ...requestItems('asks', asks),
            ...asks.others.flatMap(([when, other]) => [item('also asks', when), ...requestItems('', other)]),
          ]),
      item('its end', endOf(kind)),
      item('scopes', kind.tellsScopes ? 'told by the answer' : 'not told'),
      ...(renewal === undefined ? [] : [item('renewal', renewal)]),
      ...(costs === undefined ? [] : [item('costs', costs)]),
      item('if dead', impact),
      ...remedyItems(kind),
      ...(docs === undefined ? [] : [item('docs', docs)]),
    ],
  };
};

const item = (label: string, ...texts: readonly string[]): Item => ({ label, lines: texts.map((text) => ({ text })) });

const exact = (label: string, [first, ...more]: readonly [string, ...Line[]]): Item => ({
  label,
  lines: [{ text: first, exact: true }, ...more],
});

const requestItems = (label: string, { method, url, where, sent, along, rules }: RequestFacts): readonly Item[] => [
  exact(label, [`${method} ${url}`.trim(), ...(where === undefined ? [] : [{ text: where }])]),
  exact('token in', [sent]),
  ...(along.length === 0 ? [] : [{ label: 'along', lines: along.map((text) => ({ text, exact: true })) }]),
  { label: 'answers', lines: rules.length === 0 ? [{ text: 'none that says anything' }] : rules.map(ruleLine) },
];

const ruleLine = ({ when, says, steps }: RuleFacts): Line => ({
  text: when,
  exact: true,
  says,
  steps: steps.map(filled),
});

export const endOf = ({ tellsExpiry, neverExpires }: KindFacts): string => {
  if (tellsExpiry) return neverExpires ? 'told where there is one; else none' : 'told by the answer';
  return neverExpires ? 'none that the issuer sets' : 'not told: tag it with token-health:expires-at';
};

/** The causes that people meet most. */
const MAIN = ['expired', 'revoked', 'unrecognised', 'insufficient-scope'] as const;

/** The steps of `expired` are those of most others too: how a new one is made, and where it goes. They are told once. */
const remedyItems = ({ remedies, asks }: KindFacts): readonly Item[] => {
  const renewed = remedies.expired ?? [];
  return MAIN.filter((cause) => cause === 'expired' || !('unasked' in asks)).flatMap((cause) => {
    const all = remedies[cause] ?? [];
    const own = cause === 'expired' ? all : all.filter((step) => !renewed.includes(step));
    const steps = own.length < all.length ? [...own, 'Then as when it expired.'] : own;
    return steps.length === 0
      ? []
      : [{ label: LABELS[cause], numbered: true, lines: steps.map((text) => ({ text: filled(text) })) }];
  });
};

const LABELS = {
  expired: 'expired',
  revoked: 'revoked',
  unrecognised: 'unknown',
  'insufficient-scope': 'lacks',
} as const;

/** No token is meant here: the steps name none. */
const filled = (step: string): string =>
  step.replaceAll('{name}', 'its secret').replaceAll(/\{tag:([a-z-]+)\}/g, 'token-health:$1');
