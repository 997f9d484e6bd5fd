import { existsSync } from 'node:fs';
import type { Trouble } from '../../adapters/local/source.ts';
import type { Verdict } from '../../core/model/verdict.ts';
import type { Explanation } from '../../monitor/explain/explanation.ts';
import { type Joined, joinedWith } from '../../monitor/explain/join.ts';
import { lookAt } from '../commands/check.ts';
import { type Settings, settingsOf } from '../commands/settings.ts';

/** What the issuer said of a stored token, joined with the message. `verdict` is absent where there is no such token. */
export type Probed = { readonly name: string; readonly verdict?: Verdict; readonly joined: Joined };

export type TokenWish = {
  readonly token: string;
  readonly envFile?: string | undefined;
  readonly providerUrl: Readonly<Record<string, string>>;
};

/**
 * Looks at the stored token of that name: a variable of ./.env or of the file named, else of the environment, else a secret of AWS. Its
 * provider is what the message is about, where nothing else says it.
 */
export const probe = async (
  wish: TokenWish,
  explanation: Explanation,
): Promise<Probed | { readonly trouble: Trouble }> => {
  const found = await lookAt(settingsFor(wish, explanation), ({ name }) => name === wish.token);
  const [row] = found.rows;
  // That our own --provider names nothing is the same as that there is no such token.
  const misuses = found.gathered.misuses.filter(({ what }) => !what.includes(wish.token));
  const [trouble] = [...misuses, ...found.gathered.troubles];
  if (row === undefined) return { trouble: trouble ?? notThere(wish) };
  const joined = joinedWith(explanation, messageName(explanation), row.diagnosis);
  return { name: wish.token, verdict: row.diagnosis.verdict, joined };
};

const settingsFor = ({ token, envFile, providerUrl }: TokenWish, { provider }: Explanation): Settings => {
  const file = envFile ?? (existsSync('.env') ? '.env' : undefined);
  const options = { state: false, providerUrl, ...(provider !== undefined && { provider: { [token]: provider } }) };
  if (file !== undefined) return settingsOf(file, options);
  return settingsOf(undefined, { ...options, ...(token in process.env ? { env: [token] } : { secret: [token] }) });
};

const notThere = ({ token, envFile }: TokenWish): Trouble => ({
  what: `there is no token ${token} in ${envFile ?? '.env'}`,
  remedy: 'name a variable of that file (--env-file FILE), of the environment, or a secret of AWS',
});

const messageName = ({ evidence }: Explanation): string => {
  const code = evidence.find((line) => line.startsWith('code '));
  const status = evidence.find((line) => line.startsWith('status '));
  return code ?? status ?? 'this';
};
