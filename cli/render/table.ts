import { type Instant, relative } from '../../core/base/time.ts';
import { causeOf } from '../../core/model/diagnosis.ts';
import { isDated } from '../../core/model/expiry.ts';
import { cut, pad, plain, width } from './plain.ts';
import { labelOf, type Shown } from './shown.ts';
import { type Look, TONES } from './style.ts';
import { endOf, gist } from './words.ts';

type Column = {
  readonly title: string;
  /** May be cut to this many characters when the line is too long; the section below the table says all. */
  readonly least: number;
  readonly cell: (shown: Shown, now: Instant) => string;
};

const VERDICT: Column = { title: 'VERDICT', least: 13, cell: ({ diagnosis }) => diagnosis.verdict };
const TOKEN: Column = { title: 'TOKEN', least: 19, cell: labelOf };
const PROVIDER: Column = { title: 'PROVIDER', least: 12, cell: ({ kind }) => kind?.kind.name ?? '-' };

const NARROW: readonly Column[] = [
  VERDICT,
  TOKEN,
  PROVIDER,
  { title: 'CAUSE OR END', least: 27, cell: ({ diagnosis }, now) => gist(diagnosis, now) },
];

const WIDE: readonly Column[] = [
  VERDICT,
  TOKEN,
  PROVIDER,
  { title: 'CAUSE', least: 18, cell: ({ diagnosis }) => causeOf(diagnosis) ?? '-' },
  {
    title: 'EXPIRES',
    least: 18,
    cell: ({ diagnosis: { expiry } }, now) => (isDated(expiry) ? relative(expiry.at, now) : endOf(expiry, now)),
  },
  { title: 'DO', least: 20, cell: ({ diagnosis: { remedy } }) => remedy[0] ?? '-' },
];

const WIDE_FROM = 132;

const GAP = 2;

/** One line for each token: verdict, token, provider, cause or end; on a wide terminal both, and what to do. */
export const table = (rows: readonly Shown[], look: Look, now: Instant): readonly string[] => {
  const columns = look.columns >= WIDE_FROM ? WIDE : NARROW;
  const marks = Math.max(...rows.map((row) => width(look.mark(row.diagnosis.verdict))));
  const titles = columns.map((column) => column.title);
  const cells = rows.map((row) => columns.map(({ cell }) => plain(cell(row, now))));
  const widths = fitting(columns, [titles, ...cells], look.columns - marks - 1);
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, n) => pad(cut(text, widths[n] ?? 0, look.ellipsis), widths[n] ?? 0))
      .join(' '.repeat(GAP))
      .trimEnd();
  return [
    `${pad('', marks)} ${look.paint('muted', line(titles))}`,
    ...rows.map(({ diagnosis: { verdict } }, n) => {
      const tone = (text: string) => look.paint(TONES[verdict], text);
      const text = line(cells[n] ?? []);
      return `${tone(pad(look.mark(verdict), marks))} ${tone(verdict)}${text.slice(verdict.length)}`;
    }),
  ];
};

/** Widths as the cells need them; what does not fit is taken from the provider, then from the token, then from the end. */
const fitting = (
  columns: readonly Column[],
  lines: readonly (readonly string[])[],
  room: number,
): readonly number[] => {
  const widths = columns.map((_, n) => Math.max(...lines.map((line) => width(line[n] ?? ''))));
  let excess = widths.reduce((sum, one) => sum + one + GAP, -GAP) - room;
  for (const n of [2, 1, columns.length - 1]) {
    const given = Math.max(0, Math.min(excess, (widths[n] ?? 0) - (columns[n]?.least ?? 0)));
    widths[n] = (widths[n] ?? 0) - given;
    excess -= given;
  }
  return widths;
};
