import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedAnswer } from './answers-server.ts';

/** One recorded answer and all that may be read from it. */
export type Recorded = {
  readonly sentence: string;
  /** Where the answer was seen or documented; `unsure:` and `made up` say that it was not. */
  readonly source: string;
  readonly kind: string;
  /** Which of the other requests of its kind was answered; absent: the probe. */
  readonly by?: 'before' | 'sparing';
  readonly answer: RecordedAnswer;
  readonly expect: Readonly<Record<string, unknown>>;
};

const ROOT = join(import.meta.dirname, '..', 'fixtures');

const allOf = (providers: readonly string[]): readonly Recorded[] =>
  providers.flatMap((provider) =>
    readdirSync(join(ROOT, provider))
      .filter((file) => file.endsWith('.json'))
      .flatMap((file) => JSON.parse(readFileSync(join(ROOT, provider, file), 'utf8')) as readonly Recorded[]),
  );

/** Every recorded answer to a probe, of test/fixtures/<provider>/<kind>.json. */
export const recordedAnswers = (providers: readonly string[]): readonly Recorded[] =>
  allOf(providers).filter(({ by }) => by === undefined);

/** Those to the requests that stand beside a probe. */
export const recordedBeside = (providers: readonly string[]): readonly Recorded[] =>
  allOf(providers).filter(({ by }) => by !== undefined);
