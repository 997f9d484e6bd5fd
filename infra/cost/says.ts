import type { Deployed } from './deployed.ts';
import { mayAdd, monthOf, sumOf } from './month.ts';

/** Sizes of a fleet that the bill is told for. */
export const FLEETS = [100, 1000, 10_000] as const;

const VIEWED = 'where the dashboard is open for an hour each working day';

const money = (usd: number): string => usd.toFixed(2);

const row = (deployed: Deployed, tokens: number): string => {
  const total = sumOf(monthOf(deployed, tokens));
  const { singly, viewing } = mayAdd(deployed, tokens);
  return `  ${tokens.toLocaleString('en-US').padStart(6)} tokens: ${money(total).padStart(6)}, or ${money(total + singly)} if AWS bills each value of a batch read; ${money(viewing)} more ${VIEWED}`;
};

/** For the terminal, at synth. */
export const billText = (deployed: Deployed, schedule: string): string =>
  [
    `Cost in USD a month at ${schedule} while nothing changes (us-east-1 list prices, no free allowance; see docs/cost.md):`,
    ...FLEETS.map((tokens) => row(deployed, tokens)),
    '',
  ].join('\n');

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** For docs/cost.md: one row an item, one column a fleet. */
export const billTable = (deployed: Deployed): string => {
  const months = FLEETS.map((tokens) => monthOf(deployed, tokens));
  const extras = FLEETS.map((tokens) => mayAdd(deployed, tokens));
  const items = (months[0] ?? []).map(({ item }, at) => [item, ...months.map((month) => money(month[at]?.usd ?? 0))]);
  const others = (extras[0]?.others ?? []).map(({ item }, at) => [
    item,
    ...extras.map(({ others }) => `+ ${money(others[at]?.usd ?? 0)}`),
  ]);
  return [
    line(['USD a month', ...FLEETS.map((tokens) => `${tokens.toLocaleString('en-US')} tokens`)]),
    line(['---', ...FLEETS.map(() => '---:')]),
    ...items.map(line),
    line(['**Total**', ...months.map((month) => `**${money(sumOf(month))}**`)]),
    line([VIEWED, ...extras.map(({ viewing }) => `+ ${money(viewing)}`)]),
    line(['if AWS bills each value of a batch read', ...extras.map(({ singly }) => `+ ${money(singly)}`)]),
    ...others.map(line),
  ].join('\n');
};
