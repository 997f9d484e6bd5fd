import { defineConfig } from 'vitest/config';
import { ROOT } from '../../support/venv.ts';

export default defineConfig({
  root: ROOT,
  test: { include: ['test/e2e/real/**/*.test.ts'], testTimeout: 30_000, hookTimeout: 180_000, maxWorkers: 2 },
});
