import { BaseSequencer, startVitest, type TestSpecification } from 'vitest/node';

/**
 * The child of run-tests.ts: `node test/mutation/vitest-once.ts REPORT TEST...` runs these test files in this order, up to the first
 * failure, with vitest.config.ts as it is. So the leak reporter stays on: a mutant that prints a value is noticed by it alone.
 */
const [report = '', ...tests] = process.argv.slice(2);

class AsListed extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => tests.findIndex((test) => moduleId.endsWith(`/${test}`));
    return files.toSorted((a, b) => place(a) - place(b));
  }
}

const options = {
  watch: false,
  bail: 1,
  maxWorkers: 2,
  reporters: ['json'],
  outputFile: report,
  sequence: { sequencer: AsListed },
};
// The cache goes where the copy of the tree goes.
const vitest = await startVitest('test', tests, options, { cacheDir: '.vite' });
await vitest.exit();
