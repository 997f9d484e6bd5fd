import { defineConfig } from 'vitest/config';
import { ROOT } from '../support/venv.ts';

export default defineConfig({
  root: ROOT,
  test: {
    include: ['test/browser/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
