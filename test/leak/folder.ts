import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A new one, gone when the test ends. */
export const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'token-health-leak-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
};
