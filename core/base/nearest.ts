/** How many slips of the keys a name of this length may hold and still be meant. */
export type Slips = (length: number) => number;

const USUAL: Slips = (length) => (length >= 8 ? 2 : length >= 3 ? 1 : 0);

/** The known name that somebody meant who wrote this one; undefined when none is near. */
export const nearest = (word: string, known: readonly string[], slips: Slips = USUAL): string | undefined => {
  const ranked = known
    .map((name) => ({ name, apart: distance(bare(word), bare(name)) }))
    .filter(({ name, apart }) => apart <= slips(name.length))
    .sort((a, b) => a.apart - b.apart);
  return ranked[0]?.name;
};

/** `alert-email`, `ALERT_EMAIL` and `alertEmail` are one word. */
const bare = (name: string): string => name.replace(/[-_.]/g, '').toLowerCase();

/** Letters added, left out, changed, or swapped with their neighbour (optimal string alignment). */
const distance = (a: string, b: string): number => {
  const row = Array.from({ length: b.length + 1 }, (_, j) => j);
  const table = [row, ...Array.from(a, (_, i) => [i + 1])];
  const cell = (i: number, j: number) => table[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const changed = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped =
        a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? cell(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY;
      table[i]?.push(Math.min(cell(i - 1, j) + 1, cell(i, j - 1) + 1, cell(i - 1, j - 1) + changed, swapped));
    }
  return cell(a.length, b.length);
};
