import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedAnswer } from './answers-server.ts';

/** One recorded answer and all that may be read from it. */
export type Recorded = {
  readonly sentence: string;
  /** Where the answer was seen or documented; `unsure:` and `made up` say that it was not. */
  readonly source: string;
  readonly kind: string;
  readonly answer: RecordedAnswer;
  readonly expect: Readonly<Record<string, unknown>>;
};

const ROOT = join(import.meta.dirname, '..', 'fixtures');

/** Every recorded answer of test/fixtures/<provider>/<kind>.json. */
export const recordedAnswers = (providers: readonly string[]): readonly Recorded[] =>
  providers.flatMap((provider) =>
    readdirSync(join(ROOT, provider))
      .filter((file) => file.endsWith('.json'))
      .flatMap((file) => JSON.parse(readFileSync(join(ROOT, provider, file), 'utf8')) as readonly Recorded[]),
  );
