import type { Command } from 'commander';
import { wishOf } from './wish.ts';

const EXAMPLES = `
Examples:
  token-health preview rejected                          a made-up one, as a terminal shows it
  token-health preview rejected --channel slack          the body that is posted to Slack
  token-health preview digest --channel email --html --out digest.html
  token-health preview TH-4K7Q2 --channel discord        one of yours, of this machine
  token-health preview TH-4K7Q2 --channel discord --table NAME   of a deployed monitor

ALERT is the incident or id of an alert that was told, or the word of a kind, of which a SAMPLE is made up: expiring, rotate-by, expired,
overdue, rejected, degraded, misconfigured, recovered, started, outage, gone, subscribers, acknowledged, digest, channel, test.
Of an incident it is the last thing told. With --table the output TableName of the stack is read with your AWS credentials (dynamodb:Scan).
A body is as it is posted; what settings and secrets add to it (a mention, a key, recipients) is not in it. Nothing is sent.

Exit codes:
  0    printed
  2    wrong use: there is no such channel, or it has no HTML
  4    the state, the table or the file could not be read or written
  5    no such alert is known
`;

export const definePreview = (program: Command, done: (code: number) => void): void => {
  program
    .command('preview')
    .description('print how an alert looks in a channel: nothing is sent')
    .argument('<alert>', 'its incident or id, or the word of a kind for a sample')
    .option('--channel <type>', 'terminal, email, sns, slack, discord, ... (default: terminal)')
    .option('--table <name>', 'of a deployed monitor: the table of its stack')
    .option('--state <file>', 'where `check` keeps history (default: the user’s state folder)')
    .option('--html', 'of a mail its HTML')
    .option('--json', 'wrap it: alert, kind, channel, sample, and text or body')
    .option('--out <file>', 'write it there (default: standard output)')
    .option('--no-color', 'no colour (also: NO_COLOR)')
    .addHelpText('after', EXAMPLES)
    .action(async (alert: string, options: unknown) => {
      const { preview } = await import('./preview.ts');
      done(await preview(alert, wishOf(options)));
    });
};
