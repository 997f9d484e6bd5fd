import { type Command, Option } from 'commander';
import * as z from 'zod';
import { EVIDENCE } from '../../providers/contract/description.ts';

const EXAMPLES = `
Examples:
  token-health providers                              every issuer, one line each
  token-health providers discord                      its kinds: what is asked, how each answer reads
  token-health providers discord.bot                  one kind
  token-health providers --category mail --expiry     of mail, and tells when a token ends
  token-health providers --search ghp_                by id, name, or beginning of a token
  token-health providers --check issuers              is what I described right?
  token-health providers --json | jq '.issuers[].kinds[] | select(.asked) | .id'

Exit codes:
  0    told
  2    wrong use: there is no such issuer, an option is wrong, or a file of --issuers or --check
`;

const WISH = z.object({
  category: z.string().optional(),
  evidence: z.enum(EVIDENCE).optional(),
  search: z.string().optional(),
  issuers: z.string().optional(),
  check: z.string().optional(),
  expiry: z.boolean().default(false),
  scopes: z.boolean().default(false),
  renewal: z.boolean().default(false),
  json: z.boolean().default(false),
  color: z.boolean().default(true),
  ascii: z.boolean().default(false),
});

export const defineProviders = (program: Command, done: (code: number) => void): void => {
  program
    .command('providers')
    .description('list the issuers that are known, or show what is asked of one and how its answers read')
    .argument('[name]', 'an issuer such as discord, or a kind such as discord.bot')
    .option('--category <name>', 'only of this category')
    .addOption(new Option('--evidence <level>', 'only those known so well').choices(EVIDENCE))
    .option('--expiry', 'only those whose answers tell when a token ends')
    .option('--scopes', 'only those whose answers tell scopes')
    .option('--renewal', 'only those of which it is known how a token is renewed')
    .option('--search <text>', 'only those with this text in an id, a name or the beginning of a token')
    .option('--issuers <folder>', 'with issuers of your own, YAML or JSON')
    .option('--check <folder>', 'only say what is wrong with issuers of your own, and how recorded answers read')
    .option('--json', 'print the schema of docs/issuers.md')
    .option('--no-color', 'no colour (also: NO_COLOR)')
    .option('--ascii', 'no characters beyond ASCII')
    .addHelpText('after', EXAMPLES)
    .action(async (name: string | undefined, options: unknown) => {
      const { providers } = await import('./providers.ts');
      const { checkIssuers } = await import('./check-issuers.ts');
      const wish = WISH.parse(options);
      done(wish.check === undefined ? providers(name, wish) : checkIssuers(wish.check, wish.json));
    });
};
