import type { Command } from 'commander';
import { WISH } from './wish.ts';

const FROM_STATE = `
What is told is the state that \`check\` keeps on this machine, or, with --table, that of a deployed monitor (output TableName of its stack):
it is read with your AWS credentials (dynamodb:Scan; GetItem and Query of its sweeps), and nobody is asked about any token.
`;

const DIGEST_EXAMPLES = `
Examples:
  token-health digest                                 of this machine
  token-health digest --table NAME --owner team-bots  of a deployed monitor
  token-health digest --table NAME --json | jq '.digests[].needsYou'
${FROM_STATE}
Exit codes:
  0    told, also when something needs you
  2    wrong use
  4    the state could not be read: file, credentials, access
  5    no token is known, or none of that owner
`;

const CALENDAR_EXAMPLES = `
Examples:
  token-health calendar --out dates.ics               of this machine
  token-health calendar --table NAME --owner team-bots --out dates.ics
  token-health calendar --message alert.json          the dates of one message (JSON of docs/alerts.md)
${FROM_STATE}
Read again, the same token and date have the same event. What something renews in time has none.

Exit codes:
  0    written
  2    wrong use: the message is none of ours
  4    the state, the message or the file could not be read or written
  5    no token has a date
`;

type Done = (code: number) => void;

const withState = (command: Command): Command =>
  command
    .option('--owner <name>', 'of this owner only')
    .option('--table <name>', 'of a deployed monitor: the table of its stack')
    .option('--state <file>', 'where `check` keeps history (default: the user’s state folder)');

export const defineDigest = (program: Command, done: Done): void => {
  withState(program.command('digest').description('say how all known tokens stand, what breaks next first'))
    .option('--daily', 'count what was told since yesterday, not since last week')
    .option('--json', 'print the digests of docs/alerts.md')
    .option('--no-color', 'no colour (also: NO_COLOR)')
    .addHelpText('after', DIGEST_EXAMPLES)
    .action(async ({ daily, ...options }: { daily?: boolean }) => {
      const { digest } = await import('./digest.ts');
      done(await digest(WISH.parse({ ...options, ...(daily && { every: 'daily' }) })));
    });
};

export const defineCalendar = (program: Command, done: Done): void => {
  withState(program.command('calendar').description('write the dates of all known tokens as a calendar file (.ics)'))
    .option('--message <file>', 'of one message instead: its JSON, - for standard input')
    .option('--out <file>', 'write it there (default: standard output)')
    .addHelpText('after', CALENDAR_EXAMPLES)
    .action(async (options: unknown) => {
      const { calendar } = await import('./calendar.ts');
      done(await calendar(WISH.parse(options)));
    });
};
