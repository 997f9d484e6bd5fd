import * as z from 'zod';
import { VARIABLES } from '../adapters/names.ts';
import { httpTargets } from '../adapters/settings/http-targets.ts';
import { Fault } from '../core/base/fault.ts';
import { parseJson } from '../core/base/json.ts';
import { SECOND } from '../core/base/time.ts';
import { DEFAULT_POLICY } from '../core/transition/policy.ts';

const name = z.string().min(1);
const json = name.transform((text): unknown => parseJson(text));
const words = z.string().transform((text) => text.split(' ').filter((word) => word !== ''));
const milliseconds = z.coerce
  .number()
  .positive()
  .transform((seconds) => seconds * SECOND);

/** How each variable reads; the names are those that infra writes. */
const SHAPES = {
  table: name,
  queueUrl: name,
  topicArn: name,
  channelTypes: words.default(['sns']),
  alarmChannel: json.pipe(z.looseObject({ type: name })),
  confirmAfterSeconds: milliseconds.default(DEFAULT_POLICY.confirmAfter),
  doubtSeconds: milliseconds.default(DEFAULT_POLICY.doubtLasts),
  collectSeconds: milliseconds.default(DEFAULT_POLICY.collect),
  selfHosted: words.default([]),
  unshaped: json.pipe(z.record(z.string(), z.array(name))).default({}),
  tokenPrefixes: json.pipe(z.record(z.string(), z.array(z.string()))).default({}),
  http: json.pipe(httpTargets).default({}),
  namePrefix: z.string().default(''),
  whoChanged: z.literal('true').optional(),
  digest: z.enum(['weekly', 'daily']),
  timezone: name.default('UTC'),
  timeoutSeconds: milliseconds,
  sweepSeconds: milliseconds.optional(),
  actFunction: name,
  discoverFunction: name,
  probeConcurrency: z.coerce.number<string>().int().positive(),
};

type Shapes = typeof SHAPES;
type Wanted = keyof Shapes;

/** Reads variables, once per cold start. Times are milliseconds. Throws with the name of the first that cannot be read. */
export const readVariables = <K extends Wanted>(...wanted: readonly K[]): { [P in K]: z.output<Shapes[P]> } =>
  Object.fromEntries(wanted.map((key) => [key, read(key)])) as { [P in K]: z.output<Shapes[P]> };

const read = (key: Wanted): unknown => {
  const parsed = SHAPES[key].safeParse(process.env[VARIABLES[key]]);
  if (!parsed.success) throw new Fault(`the variable ${VARIABLES[key]} is missing or cannot be read`);
  return parsed.data;
};

/** Where settings.json is: beside the bundle, unless a test names another folder. */
export const settingsFolder = (bundle: string): string => process.env[VARIABLES.settingsFolder] ?? bundle;
