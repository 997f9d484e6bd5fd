import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import whole from '../../vitest.config.ts';

/** Where the list of test files stands, in the order in which they are to run. */
export const ORDER = 'MUTATION_TESTS';

const order = (process.env[ORDER] ?? '').split('\n');

class AsListed extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => order.findIndex((test) => moduleId.endsWith(`/${test}`));
    return files.toSorted((a, b) => place(a) - place(b));
  }
}

/** The leak reporter stays on: a mutant that prints a value is noticed by it alone. The cache goes where the copy goes. */
export default defineConfig({
  ...whole,
  cacheDir: '.vite',
  test: { ...whole.test, root: '.', sequence: { sequencer: AsListed } },
});
