import { cut, pad, plain, width } from '../render/plain.ts';
import type { Look } from '../render/style.ts';
import { plural } from '../render/summary.ts';
import { tellsRenewal } from './choose.ts';
import type { IssuerFacts, KindFacts } from './facts.ts';

type Column = {
  readonly title: string;
  readonly cell: (facts: IssuerFacts) => string;
  /** May be cut to this many characters. */
  readonly least?: number;
};

const COLUMNS: readonly Column[] = [
  { title: 'ID', cell: ({ id }) => id },
  { title: 'NAME', cell: ({ name }) => name, least: 10 },
  { title: 'KINDS', cell: ({ kinds }) => String(kinds.length) },
  { title: 'KNOWN', cell: ({ evidence }) => evidence },
  { title: 'END', cell: (facts) => told(facts, ({ tellsExpiry }) => tellsExpiry) },
  { title: 'SCOPES', cell: (facts) => told(facts, ({ tellsScopes }) => tellsScopes) },
  { title: 'RENEWAL', cell: (facts) => told(facts, tellsRenewal) },
];

const GAP = 2;

const INDENT = '  ';

/** `yes` of all kinds, `1 of 3` of some. */
export const told = ({ kinds }: IssuerFacts, tells: (kind: KindFacts) => boolean): string => {
  const count = kinds.filter(tells).length;
  if (count === 0) return '-';
  return count === kinds.length ? 'yes' : `${count} of ${kinds.length}`;
};

/** One line an issuer, below its category. A narrow terminal gets shorter names. */
export const listLines = (issuers: readonly IssuerFacts[], look: Look): readonly string[] => {
  const rows = issuers.map((facts) => COLUMNS.map(({ cell }) => plain(cell(facts))));
  const titles = COLUMNS.map(({ title }) => title);
  const widths = fitting(COLUMNS, [titles, ...rows], look.columns - INDENT.length);
  const line = (cells: readonly string[]): string =>
    `${INDENT}${cells.map((cell, n) => pad(cut(cell, widths[n] ?? 0, look.ellipsis), widths[n] ?? 0)).join(' '.repeat(GAP))}`.trimEnd();
  const groups = [...Map.groupBy(issuers, ({ category }) => category)].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    look.paint('muted', line(titles)),
    ...groups.flatMap(([category, some]) => [
      look.bold(plain(category)),
      ...some.map((facts) => line(COLUMNS.map(({ cell }) => plain(cell(facts))))),
    ]),
  ];
};

const fitting = (columns: readonly Column[], rows: readonly (readonly string[])[], room: number): readonly number[] => {
  const widths = columns.map((_, n) => Math.max(...rows.map((row) => width(row[n] ?? ''))));
  const excess = widths.reduce((sum, one) => sum + one + GAP, -GAP) - room;
  return widths.map((own, n) => {
    const { least } = columns[n] ?? {};
    return least === undefined || excess <= 0 ? own : Math.max(Math.min(own, least), own - excess);
  });
};

/** `211 issuers, 318 kinds: 180 documented, 20 validators, 11 verified. 290 kinds are asked about, ...` */
export const countLine = (issuers: readonly IssuerFacts[]): string => {
  const kinds = issuers.flatMap((facts) => facts.kinds);
  const asked = kinds.filter(({ asks }) => !('unasked' in asks));
  const levels = (['documented', 'validators', 'verified'] as const).flatMap((level) => {
    const count = issuers.filter(({ evidence }) => evidence === level).length;
    return count === 0 ? [] : [`${count} ${level}`];
  });
  const tells = (some: (kind: KindFacts) => boolean): number => kinds.filter(some).length;
  return `${plural(issuers.length, 'issuer')} (${levels.join(', ')}), ${plural(kinds.length, 'kind')}: ${asked.length} asked about, ${tells(({ tellsExpiry }) => tellsExpiry)} tell their end, ${tells(({ tellsScopes }) => tellsScopes)} their scopes.`;
};
