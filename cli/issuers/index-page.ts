import { tellsRenewal } from './choose.ts';
import type { IssuerFacts, KindFacts } from './facts.ts';
import { countLine, told } from './list.ts';
import { escaped } from './markdown.ts';
import { EVIDENCE } from './page.ts';

/** docs/providers/README.md: what is known of how many, and a line for each. */
export const indexPage = (issuers: readonly IssuerFacts[]): string => {
  const groups = [...Map.groupBy(issuers, ({ category }) => category)].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    '# Issuers',
    '',
    countLine(issuers),
    '',
    'Made from `providers/catalogue`: edit that, not these pages. `token-health providers` shows the same; [issuers.md](../issuers.md) says how one is described.',
    'On every page: the first answer that fits is taken; what none names is not judged, and never dead.',
    '',
    ...tableOf(
      ['known', 'means', 'issuers'],
      Object.entries(EVIDENCE).map(([level, means]) => [
        level,
        means,
        String(issuers.filter(({ evidence }) => evidence === level).length),
      ]),
    ),
    '',
    ...tableOf(
      ['category', 'issuers', 'kinds', 'asked about', 'tell their end', 'their scopes'],
      [
        ...groups.map(([category, some]) => [`[${category}](#${category})`, ...countsOf(some)]),
        ['all', ...countsOf(issuers)],
      ],
    ),
    ...groups.flatMap(([category, some]) => ['', `## ${category}`, '', ...tableOf(TITLES, some.map(rowOf))]),
    '',
  ].join('\n');
};

const TITLES = ['issuer', 'kinds', 'known', 'end', 'scopes', 'renewal'];

const rowOf = (facts: IssuerFacts): readonly string[] => [
  `[${escaped(facts.name)}](${facts.id}.md)`,
  String(facts.kinds.length),
  facts.evidence,
  told(facts, ({ tellsExpiry }) => tellsExpiry),
  told(facts, ({ tellsScopes }) => tellsScopes),
  told(facts, tellsRenewal),
];

const countsOf = (issuers: readonly IssuerFacts[]): readonly string[] => {
  const kinds = issuers.flatMap((facts) => facts.kinds);
  const count = (some: (kind: KindFacts) => boolean): string => String(kinds.filter(some).length);
  return [
    String(issuers.length),
    String(kinds.length),
    count(({ asks }) => !('unasked' in asks)),
    count(({ tellsExpiry }) => tellsExpiry),
    count(({ tellsScopes }) => tellsScopes),
  ];
};

const tableOf = (titles: readonly string[], rows: readonly (readonly string[])[]): readonly string[] => [
  `| ${titles.join(' | ')} |`,
  `| ${titles.map(() => '---').join(' | ')} |`,
  ...rows.map((row) => `| ${row.join(' | ')} |`),
];
