import { defineConfig } from 'vitest/config';
import { ROOT } from '../support/venv.ts';

export default defineConfig({
  root: ROOT,
  test: {
    include: ['test/e2e/**/*.test.ts'],
    exclude: ['test/e2e/real/**'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
