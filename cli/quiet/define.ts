import type { Command } from 'commander';
import { finding, until, wishOf } from './wish.ts';

const CODES = `
Exit codes:
  0    quiet, or loud again; or it was so already
  2    wrong use: there is no such token, or a moment that is past or too far
  4    the state or the table could not be read or written
  5    there is nothing to be quiet about
`;

const WHERE = `
TOKEN is written as alerts do: prod/discord-bot, or prod/keys#FIELD of a JSON secret.
Without --table it is the state of token-health check on this machine. With it, the table of a deployment:
the output TableName of its stack, with the AWS credentials and region of this shell.
`;

const SNOOZE = `
Examples:
  token-health snooze prod/discord-bot --until 3d --reason "moves to the new account on Monday" --table NAME
  token-health snooze prod/github --until 2026-12-24 --finding degraded
  token-health snooze --list --json | jq '.quiet[].token'
${WHERE}
It ends within 30 days, of a dead token within one; by another version; and when it gets worse.${CODES}`;

const ACK = `
Examples:
  token-health ack prod/discord-bot --reason "resetting it now" --table NAME
  token-health ack DISCORD_TOKEN
${WHERE}
It lasts a day where the token is dead, else a week.${CODES}`;

const UNSNOOZE = `
Examples:
  token-health unsnooze prod/discord-bot --table NAME
${WHERE}${CODES}`;

const shared = (command: Command): Command =>
  command
    .option('--by <name>', 'who asks (default: the user of this machine)')
    .option('--table <name>', 'the table of a deployment')
    .option('--region <name>', 'its AWS region (default: that of this shell)')
    .option('--state <file>', 'the local state (default: the user’s state folder)')
    .option('--json', 'print the schema of docs/quiet.md');

export const defineQuiet = (program: Command, done: (code: number) => void): void => {
  shared(program.command('snooze'))
    .description('hear nothing more of one finding, until a date')
    .argument('[token]', 'its name, as alerts write it')
    .option('--until <end>', '3d, 12h, 2w, or a date such as 2026-12-24', until)
    .option('--reason <text>', 'why, for the audit and for others')
    .option('--finding <name>', 'which one, where several stand (default: the gravest)', finding)
    .option('--list', 'say what is quiet, and who asked for what')
    .addHelpText('after', SNOOZE)
    .action(async (token: string | undefined, options: unknown) => {
      const { askForQuiet } = await import('./act.ts');
      done(await askForQuiet('snoozed', token, wishOf(options)));
    });
  shared(program.command('ack'))
    .description('say that you are on it: it is not repeated, what gets worse is told')
    .argument('<token>', 'its name, as alerts write it')
    .option('--reason <text>', 'what you do, for the audit and for others')
    .option('--finding <name>', 'which one, where several stand (default: the gravest)', finding)
    .addHelpText('after', ACK)
    .action(async (token: string, options: unknown) => {
      const { askForQuiet } = await import('./act.ts');
      done(await askForQuiet('acknowledged', token, wishOf(options)));
    });
  shared(program.command('unsnooze'))
    .description('take back a snooze or an acknowledgement')
    .argument('<token>', 'its name, as alerts write it')
    .addHelpText('after', UNSNOOZE)
    .action(async (token: string, options: unknown) => {
      const { takeBack } = await import('./act.ts');
      done(await takeBack(token, wishOf(options)));
    });
};
