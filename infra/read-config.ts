import { type Problem, placeOf, problemsOf } from '../adapters/settings/problems.ts';
import { KEYS } from './command-line.ts';
import { type Config, configSchema } from './config.ts';
import { inconsistencies } from './consistent.ts';
import { type Context, givenBy } from './context.ts';
import { nearest } from './nearest.ts';

/** Told at each synth and deploy that goes through. `id` is a name by which the CDK can be told to keep quiet. */
type Warning = { readonly id: string; readonly says: string };

export type UsableConfig = { readonly ok: true; readonly config: Config; readonly warnings: readonly Warning[] };

export type ConfigReading = UsableConfig | { readonly ok: false; readonly says: string };

const hint = (key: string): string => {
  const meant = nearest(key, KEYS);
  return meant === undefined ? `the keys are ${KEYS.join(', ')}` : `did you mean ${meant}?`;
};

/** Our own words only: a value may be a webhook that was put in the wrong place. */
const line = ({ where, says, unknownKey }: Problem): string =>
  unknownKey !== undefined && where.length === 1
    ? `tokenHealth.${unknownKey}: no such key; ${hint(unknownKey)}`
    : `tokenHealth${placeOf(where)}: ${says}`;

const failure = (problems: readonly string[]): ConfigReading => ({
  ok: false,
  says: [
    'The configuration cannot be used.',
    ...new Set(problems.map((problem) => `  ${problem}`)),
    'Change it in the tokenHealth context of cdk.json, or with -c KEY=VALUE.',
  ].join('\n'),
});

const warningsOf = ({ allowOnlookers }: Config, passing: readonly string[]): readonly Warning[] => [
  ...passing.map((key) => ({
    id: `token-health:${key}`,
    says: `${key} is given with -c only: the next deploy without it takes that recipient away. Write it into tokenHealth of cdk.json.`,
  })),
  ...(allowOnlookers.length === 0
    ? []
    : [
        {
          id: 'token-health:allowOnlookers',
          says: `allowOnlookers: what comes with ${allowOnlookers.join(', ')} may read every token that is asked about.`,
        },
      ]),
];

/**
 * Reads the whole context of the app: `tokenHealth`, and above it each key given with `-c`. `region`: where it will be deployed, if
 * known. Never quotes a value.
 */
export const readConfig = (context: Context, region?: string): ConfigReading => {
  const target = context.target ?? 'aws';
  if (target !== 'aws' && target !== 'local') return failure(['target: write aws, or local for the emulator']);
  const local = target === 'local';
  const { settings, misspelt, passing } = givenBy(context);
  const result = configSchema(local).safeParse(settings);
  const wrong = [...misspelt, ...(result.success ? [] : problemsOf(result.error).map(line))];
  if (!result.success || wrong.length > 0) return failure(wrong);
  const contradictions = inconsistencies(result.data, { local, region });
  if (contradictions.length > 0) return failure(contradictions);
  return { ok: true, config: result.data, warnings: warningsOf(result.data, local ? [] : passing) };
};
