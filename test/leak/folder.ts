import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true });
});

/** A new one, gone when the tests of the file have ended. */
export const folder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'token-health-leak-'));
  made.push(folder);
  return folder;
};
