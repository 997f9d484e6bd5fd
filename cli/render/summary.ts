import type { Verdict } from '../../core/model/verdict.ts';
import type { Exit } from '../commands/exit.ts';
import type { Shown } from './shown.ts';

const GROUPS: readonly (readonly [word: string, verdicts: readonly Verdict[]])[] = [
  ['broken', ['rejected', 'expired']],
  ['misconfigured', ['misconfigured']],
  ['due', ['expiring', 'overdue']],
  ['degraded', ['degraded']],
  ['unclear', ['indeterminate']],
  ['unchecked', ['unchecked']],
  ['healthy', ['healthy']],
];

/** `2 broken, 1 due, 1 healthy.  Exit code 1` */
export const summary = (rows: readonly Shown[], exit: Exit): string => {
  const counts = GROUPS.map(([word, verdicts]) => {
    const count = rows.filter(({ diagnosis }) => verdicts.includes(diagnosis.verdict)).length;
    return count === 0 ? '' : `${count} ${word}`;
  });
  return `${counts.filter((count) => count !== '').join(', ')}.  Exit code ${exit.code}`;
};

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `Checked 6 tokens with 5 issuers in 10.6 s. No value is printed or kept.` */
export const opening = (rows: readonly Shown[], milliseconds: number): string => {
  const issuers = new Set(rows.flatMap(({ kind }) => (kind === undefined ? [] : [kind.provider.id])));
  const seconds = (milliseconds / 1000).toFixed(1);
  return `Checked ${plural(rows.length, 'token')} of ${plural(issuers.size, 'issuer')} in ${seconds} s. No value is printed or kept.`;
};
