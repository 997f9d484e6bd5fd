import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { BESIDE } from '../../providers/contract/joined.ts';
import type { RecordedAnswer } from './answers-server.ts';

export type Beside = (typeof BESIDE)[number];

/** One recorded answer and all that may be read from it. */
export type Recorded = {
  readonly sentence: string;
  /** Where the answer was seen or documented; `unsure:` and `made up` say that it was not. */
  readonly source: string;
  readonly kind: string;
  /** Which of the other requests of its kind was answered; absent: the probe. */
  readonly by?: Beside;
  readonly answer: RecordedAnswer;
  readonly expect: Readonly<Record<string, unknown>>;
};

const ROOT = join(import.meta.dirname, '..', 'fixtures');

/** test/fixtures/<provider>/<kind>.json: of the first issuers, with every word of theirs. */
const longOnes = (provider: string): readonly Recorded[] => {
  const folder = join(ROOT, provider);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as readonly Recorded[]);
};

type Short = Omit<Recorded, 'answer'> & RecordedAnswer;

/** test/fixtures/issuers/<provider>.yaml. An accepted answer that says nothing of an end tells none. */
const shortOnes = (provider: string): readonly Recorded[] => {
  const file = join(ROOT, 'issuers', `${provider}.yaml`);
  if (!existsSync(file)) return [];
  return (parse(readFileSync(file, 'utf8')) as readonly Short[]).map(({ status, headers, body, kind, ...rest }) => ({
    ...rest,
    kind: `${provider}.${kind}`,
    answer: { status, ...(headers && { headers }), ...(body !== undefined && { body }) },
  }));
};

const allOf = (providers: readonly string[]): readonly Recorded[] =>
  providers.flatMap((provider) => [...longOnes(provider), ...shortOnes(provider)]);

/** Issuers whose recorded answers say all that may be read from them, word by word. */
export const WORDED: readonly string[] = readdirSync(ROOT, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !['exchanges', 'issuers', 'own-issuers', 'http'].includes(entry.name))
  .map(({ name }) => name);

/** Every recorded answer to a probe. */
export const recordedAnswers = (providers: readonly string[]): readonly Recorded[] =>
  allOf(providers).filter(({ by }) => by === undefined);

/** Those to the requests that stand beside a probe. */
export const recordedBeside = (providers: readonly string[]): readonly Recorded[] =>
  allOf(providers).filter(({ by }) => by !== undefined);
