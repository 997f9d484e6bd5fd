import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'test/browser/**'],
    // Two cores that do something else besides take three times as long.
    testTimeout: 60_000,
    // One less is the default: half of a machine with two cores.
    maxWorkers: availableParallelism(),
    // Hundreds of tests start the command: each begins with the same sources.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/compiled') },
    globalSetup: ['test/leak/reporter.ts'],
  },
});
