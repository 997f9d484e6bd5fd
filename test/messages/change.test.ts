import { describe, expect, test } from 'vitest';
import type { Alert } from '../../core/model/alert.ts';
import { changeRows } from '../../messages/words/change.ts';
import { samples } from './samples.ts';

const [badRotation] = samples['rejected-bad-rotation']!;
const secretRow = (alert: Alert): string | undefined => changeRows(alert).find(([label]) => label === 'Secret')?.[1];

/** A value that cannot be the token: nothing was sent, so nobody refused it. */
const flawed = (): Alert => {
  const { exchange: _, ...diagnosis } = badRotation.diagnosis;
  const { refusedSince: __, ...alert } = { ...badRotation, diagnosis } as Alert;
  return alert;
};

describe('what is said of the version', () => {
  test('when it was stored, by whom, and how long before the first refusal', () => {
    expect(secretRow(badRotation)).toMatch(
      /^this version was stored .*, by assumed-role\/rotation\/nightly, 25 min 0 s before the first refusal$/,
    );
  });

  test('of a value that was never sent, by whom, and nothing of a refusal', () => {
    expect(secretRow(flawed())).toMatch(/^this version was stored .*, by assumed-role\/rotation\/nightly$/);
  });

  test('nothing of a writer whom nobody knows', () => {
    const { changedBy: _, ...unknown } = badRotation;
    expect(secretRow(unknown)).not.toContain(' by ');
  });
});
