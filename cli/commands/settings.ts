import { InvalidArgumentError } from 'commander';
import * as z from 'zod';
import { VERDICTS, type Verdict } from '../../core/model/verdict.ts';

const SETTINGS = z.object({
  env: z.array(z.string()).default([]),
  secret: z.array(z.string()).default([]),
  stdin: z.boolean().default(false),
  provider: z.record(z.string(), z.string()).default({}),
  providerUrl: z.record(z.string(), z.string()).default({}),
  tokenPrefix: z.record(z.string(), z.array(z.string())).default({}),
  allowHost: z.array(z.string()).default([]),
  http: z.string().optional(),
  issuers: z.string().optional(),
  /** False for --no-state. */
  state: z.union([z.string(), z.boolean()]).default(true),
  json: z.boolean().default(false),
  quiet: z.boolean().default(false),
  color: z.boolean().default(true),
  ascii: z.boolean().default(false),
  timeout: z.number().default(10),
  failOn: z.array(z.enum(VERDICTS)).default(['expired', 'rejected', 'misconfigured']),
  allowIndeterminate: z.boolean().default(false),
  allowEmpty: z.boolean().default(false),
});

/** What the user asked `check` to do. */
export type Settings = z.infer<typeof SETTINGS> & { readonly file?: string };

export const settingsOf = (file: string | undefined, options: unknown): Settings => {
  const settings = SETTINGS.parse(options);
  return file === undefined ? settings : { ...settings, file };
};

type Pairs = Readonly<Record<string, string>>;

/** `NAME=discord.oauth`, collected. Whether there is such a kind is known once one's own issuers are read. */
export const namedKind = (text: string, before: Pairs = {}): Pairs => {
  const [name, kind] = pair(text, 'NAME=discord.bot');
  return { ...before, [name]: kind };
};

/** `discord=http://127.0.0.1:9000`, collected. A path is kept: a self-hosted issuer may live below one. */
export const providerUrl = (text: string, before: Pairs = {}): Pairs => {
  const [provider, url] = pair(text, 'discord=http://127.0.0.1:9000');
  return { ...before, [provider]: baseUrl(url) };
};

export const allowedHost = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  origin(text),
];

export const seconds = (text: string): number => {
  const value = Number(text);
  if (!(value > 0 && value <= 600)) throw new InvalidArgumentError('Write seconds, from 0.1 to 600.');
  return value;
};

export const verdictList = (text: string): readonly Verdict[] =>
  text.split(',').map((word) => {
    const verdict = VERDICTS.find((known) => known === word.trim());
    if (verdict === undefined || verdict === 'healthy')
      throw new InvalidArgumentError(
        `Write verdicts with commas: ${VERDICTS.filter((v) => v !== 'healthy').join(',')}`,
      );
    return verdict;
  });

const pair = (text: string, example: string): readonly [string, string] => {
  const cut = text.indexOf('=');
  if (cut < 1 || cut === text.length - 1) throw new InvalidArgumentError(`Write it as ${example}`);
  return [text.slice(0, cut), text.slice(cut + 1)];
};

const baseUrl = (text: string): string => {
  if (!/^https?:\/\/[^/?#@\s\\]+(?:\/[^?#\s\\]*)?$/i.test(text) || !URL.canParse(text))
    throw new InvalidArgumentError('Write a base URL without a query, such as http://127.0.0.1:9000');
  return text.replace(/\/+$/, '');
};

/** Scheme, host and port alone. */
const origin = (text: string): string => {
  if (!/^https?:\/\/[^/?#@\s\\]+\/?$/i.test(text) || !URL.canParse(text))
    throw new InvalidArgumentError('Write scheme, host and port only, such as http://127.0.0.1:9000');
  return new URL(text).origin;
};
