import type { Command } from 'commander';
import { check } from './check.ts';
import { EXIT_CODES } from './exit.ts';
import { allowedHost, namedKind, providerUrl, seconds, settingsOf, verdictList } from './settings.ts';
import { tokenPrefix } from './token-prefix.ts';

const EXAMPLES = `
Examples:
  token-health check                                  every token of ./.env
  token-health check prod.env --provider KEY=discord.oauth
  token-health check --env DISCORD_TOKEN --json | jq .tokens[0].verdict
  vault-export | token-health check --stdin           [{"name", "value", "tags"}]
  token-health check --secret prod/discord-bot        AWS credentials as usual
  token-health check --provider-url gitlab=https://git.example.org
  token-health check --issuers issuers --provider KEY=acme.api-key

In a .env file a comment says what cannot be told from the value:
  KEY=...  # token-health: provider=discord.oauth expires-at=2027-01-31
`;

/** How issuers are asked, and what a token is that nothing else tells: of every command that asks them about tokens of this machine. */
export const withIssuers = (command: Command): Command =>
  command
    .option('--provider <name=kind>', 'say what a token is: KEY=discord.bot (repeatable)', namedKind)
    .option('--provider-url <id=origin>', 'ask this origin instead of the issuer’s (repeatable)', providerUrl)
    .option(
      '--token-prefix <id=prefix>',
      'what tokens of your own issuer begin with: gitlab=acme- (repeatable)',
      tokenPrefix,
    )
    .option('--allow-host <origin>', 'let token-health:url name this origin (repeatable)', allowedHost)
    .option('--http <file>', 'JSON of addresses of your own, as kinds http.NAME')
    .option('--issuers <folder>', 'YAML or JSON of issuers of your own, one a file (docs/issuers.md)')
    .option('--timeout <seconds>', 'longest wait for one answer (default: 10)', seconds);

export const defineCheck = (program: Command, done: (code: number) => void): void => {
  withIssuers(
    program
      .command('check')
      .description('ask the issuers now and say what is wrong with each token, and why')
      .argument('[file]', 'a .env file (default: ./.env)')
      .option('--env <name...>', 'variables of this environment')
      .option('--stdin', 'a JSON array of {"name", "value", "tags"} from standard input')
      .option('--secret <name...>', 'secrets of AWS Secrets Manager'),
  )
    .option('--state <file>', 'where history is kept (default: the user’s state folder)')
    .option('--no-state', 'keep nothing')
    .option('--json', 'print the schema of docs/check.md')
    .option('--quiet', 'print findings only')
    .option('--no-color', 'no colour (also: NO_COLOR)')
    .option('--ascii', 'no characters beyond ASCII')
    .option('--fail-on <verdicts>', 'exit 1 on these (default: expired,rejected,misconfigured)', verdictList)
    .option('--allow-indeterminate', 'exit 0 although some could not be judged')
    .option('--allow-empty', 'exit 0 although there is no token')
    .addHelpText('after', `${EXAMPLES}\n${EXIT_CODES}`)
    .action(async (file: string | undefined, options: unknown) => done(await check(settingsOf(file, options))));
};
