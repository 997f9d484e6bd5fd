import type { Command } from 'commander';
import * as z from 'zod';
import { providerUrl } from '../commands/settings.ts';

const EXAMPLES = `
Examples:
  token-health explain "LoginFailure: Improper token has been passed."
  token-health explain discord 4004
  curl -si https://api.github.com/user -H "Authorization: Bearer ..." | token-health explain
  token-health explain --file deploy.log --json | jq .causes
  token-health explain --provider oauth2 '{"error":"invalid_grant"}'
  token-health explain "50014" --provider discord --token DISCORD_TOKEN    asks about the stored one too

Nothing of the text is kept or sent; what looks like a token in it is taken out, and said.

Exit codes:
  0    explained, or nobody known says it, and the general way is told
  2    wrong use: no text, or no such issuer
  4    a file, or the token that --token names, could not be read
`;

const WISH = z.object({
  provider: z.string().optional(),
  file: z.string().optional(),
  token: z.string().optional(),
  envFile: z.string().optional(),
  providerUrl: z.record(z.string(), z.string()).default({}),
  json: z.boolean().default(false),
  color: z.boolean().default(true),
  ascii: z.boolean().default(false),
});

export const defineExplain = (program: Command, done: (code: number) => void): void => {
  program
    .command('explain')
    .description('say what an error message, an answer or a code means, and what to do')
    .argument('[text...]', 'the error as you met it, or a file; without it standard input')
    .option('--provider <id>', 'whose error it is, such as discord (default: told from the text)')
    .option('-f, --file <file>', 'read the text from a file')
    .option('--token <name>', 'also ask about this token: a variable of ./.env, of the environment, or a secret of AWS')
    .option('--env-file <file>', 'where that variable is (default: ./.env)')
    .option('--provider-url <id=origin>', 'ask this origin instead of the issuer’s (repeatable)', providerUrl)
    .option('--json', 'print the schema of docs/explain.md')
    .option('--no-color', 'no colour (also: NO_COLOR)')
    .option('--ascii', 'no characters beyond ASCII')
    .addHelpText('after', EXAMPLES)
    .action(async (text: string[], options: unknown) => {
      const { explainError } = await import('./explain.ts');
      done(await explainError(text, WISH.parse(options)));
    });
};
