import { causeOf } from '../../core/diagnosis.ts';
import { isDated } from '../../core/expiry.ts';
import { type Instant, relative } from '../../core/time.ts';
import { type Look, TONES } from './look.ts';
import { cut, pad, plain, width } from './plain.ts';
import { labelOf, type Shown } from './shown.ts';
import { endOf, gist } from './words.ts';

type Column = {
  readonly title: string;
  /** Longer cells are cut; the section below a table says all. */
  readonly most: number;
  readonly cell: (shown: Shown, now: Instant) => string;
};

const VERDICT: Column = { title: 'VERDICT', most: 13, cell: ({ diagnosis }) => diagnosis.verdict };
const TOKEN: Column = { title: 'TOKEN', most: 32, cell: labelOf };
const PROVIDER: Column = { title: 'PROVIDER', most: 26, cell: ({ kind }) => kind?.kind.name ?? '-' };

const NARROW: readonly Column[] = [
  VERDICT,
  TOKEN,
  PROVIDER,
  { title: 'WHY OR WHEN', most: 200, cell: ({ diagnosis }, now) => gist(diagnosis, now) },
];

const WIDE: readonly Column[] = [
  VERDICT,
  TOKEN,
  PROVIDER,
  { title: 'CAUSE', most: 18, cell: ({ diagnosis }) => causeOf(diagnosis) ?? '-' },
  {
    title: 'EXPIRES',
    most: 18,
    cell: ({ diagnosis: { expiry } }, now) => (isDated(expiry) ? relative(expiry.at, now) : endOf(expiry, now)),
  },
  { title: 'DO', most: 200, cell: ({ diagnosis: { remedy } }) => remedy[0] ?? '-' },
];

const WIDE_FROM = 132;

/** One line for each token: verdict, token, provider, cause and end; on a wide terminal also what to do. */
export const table = (rows: readonly Shown[], look: Look, now: Instant): readonly string[] => {
  const columns = look.columns >= WIDE_FROM ? WIDE : NARROW;
  const marks = Math.max(...rows.map((row) => width(look.mark(row.diagnosis.verdict))));
  const cells = rows.map((row) => columns.map(({ cell, most }) => cut(plain(cell(row, now)), most, look.ellipsis)));
  const titles = columns.map((column) => column.title);
  const widths = columns.map((_, n) => Math.max(...[titles, ...cells].map((line) => width(line[n] ?? ''))));
  const line = (texts: readonly string[]) => texts.map((text, n) => pad(text, widths[n] ?? 0)).join('  ');
  const fitted = (text: string) => cut(text.trimEnd(), Math.max(60, look.columns - marks - 1), look.ellipsis);
  return [
    `${pad('', marks)} ${look.paint('muted', fitted(line(titles)))}`,
    ...rows.map((row, n) => {
      const { verdict } = row.diagnosis;
      const text = fitted(line(cells[n] ?? []));
      return `${look.paint(TONES[verdict], pad(look.mark(verdict), marks))} ${look.paint(TONES[verdict], text.slice(0, verdict.length))}${text.slice(verdict.length)}`;
    }),
  ];
};
