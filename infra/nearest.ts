/** `alert-email`, `ALERT_EMAIL` and `alertEmail` are one word. */
const bare = (key: string): string => key.replace(/[-_.]/g, '').toLowerCase();

/** How many slips of the keys a word of this length may hold: short words are too near to those of others. */
const slips = (length: number): number => (length >= 10 ? 2 : length >= 6 ? 1 : 0);

/** The known key that somebody meant who wrote this one; undefined when it is more likely somebody else's. */
export const nearest = (key: string, known: readonly string[]): string | undefined => {
  const word = bare(key);
  const ranked = known
    .map((name) => ({ name, apart: distance(word, bare(name)) }))
    .filter(({ name, apart }) => apart <= slips(name.length))
    .sort((a, b) => a.apart - b.apart);
  return ranked[0]?.name;
};

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
