import type { Command } from 'commander';
import * as z from 'zod';

const EXAMPLES = `
On a terminal without flags it asks six questions. Examples:
  token-health new-issuer                             writes issuers/ID.yaml and issuers/ID.exchanges.yaml
  token-health new-issuer ci/issuers --id acme --name Acme --docs https://docs.acme.example/tokens \\
    --prefix acme_ --rest '[A-Za-z0-9]{32}' --url https://api.acme.example/v1/me \\
    --accepted-status 200 --accepted-body me.json \\
    --refused-status 401 --refused-body '{"error": {"code": "invalid_token"}}'

Never write a token: what is sent is {token}. Of the accepted answer names and types go on record, not what stands there.

Exit codes:
  0    written
  2    wrong use: a flag is missing or wrong, or a file is there already
`;

const text = z.string().optional();

const WISH = z.object({
  id: text,
  name: text,
  docs: text,
  prefix: text,
  rest: text,
  pattern: text,
  url: text,
  auth: text,
  acceptedStatus: text,
  acceptedBody: text,
  refusedStatus: text,
  refusedBody: text,
  builtIn: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,30}$/)
    .optional(),
});

export const defineNewIssuer = (program: Command, done: (code: number) => void): void => {
  program
    .command('new-issuer')
    .description('describe an issuer of your own, from six answers')
    .argument('[folder]', 'where its two files go', 'issuers')
    .option('--id <id>', 'the first part of the tag: acme')
    .option('--name <name>', 'what people call it')
    .option('--docs <address>', 'the page about its tokens')
    .option('--prefix <text>', 'what its tokens begin with: acme_')
    .option('--rest <pattern>', 'what follows: [A-Za-z0-9]{32}')
    .option('--pattern <pattern>', 'in place of both: the whole token, from ^ to $')
    .option('--url <address>', 'a request that only reads')
    .option('--auth <how>', 'bearer, basic, address, or a header: x-api-key, "authorization: Token" (default: bearer)')
    .option('--accepted-status <status>', 'what a good token gets')
    .option('--accepted-body <json>', 'and the body: JSON, text, or a file')
    .option('--refused-status <status>', 'what a dead token gets')
    .option('--refused-body <json>', 'and the body: JSON, text, or a file')
    .option('--built-in <category>', 'for contributors: into providers/catalogue and test/fixtures/issuers')
    .addHelpText('after', EXAMPLES)
    .action(async (folder: string, options: unknown) => {
      const { newIssuer } = await import('./new-issuer.ts');
      done(await newIssuer(folder, WISH.parse(options)));
    });
};
