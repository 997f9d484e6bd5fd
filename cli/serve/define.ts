import type { Command } from 'commander';
import { withIssuers } from '../commands/define-check.ts';
import { portNumber, refreshSeconds, reportWish, serveWish } from './wish.ts';

const SERVE = `
Examples:
  token-health serve                                  what check keeps on this machine
  token-health serve --provider KEY=discord.oauth     as check was told, so that Probe now is told too
  token-health serve --table NAME --region eu-west-1  a deployed monitor (output TableName of its stack)
  token-health serve --table NAME --discover NAME     the same, and looks can be begun from the page

It listens on 127.0.0.1 alone, and answers at the printed address only: the secret in it is new each time. Without script the page
does the same; with it, it updates by itself. docs/page.md says what guards it.

Exit codes:
  2    wrong use; the port is taken
  4    the state or the table could not be read
  130  ended by Ctrl-C
`;

const REPORT = `
Examples:
  token-health report --html tokens.html              of this machine
  token-health report --html - | gzip > tokens.html.gz
  token-health report --html bots.html --table NAME --owner team-bots

All tokens on one page, to keep or to send: no script, nothing to press, nothing from outside. It holds names, owners and what issuers
said, and no value.

Exit codes:
  0    written, also when something needs you
  2    wrong use
  4    the state or the table could not be read, or the file not be written
  5    no token is known, or none of that owner
`;

const known = (command: Command): Command =>
  command
    .option('--table <name>', 'of a deployed monitor: the table of its stack')
    .option('--region <name>', 'its AWS region (default: that of this shell)')
    .option('--state <file>', 'where `check` keeps history (default: the user’s state folder)');

export const defineServe = (program: Command, done: (code: number) => void): void => {
  withIssuers(
    known(
      program
        .command('serve')
        .description('show all known tokens as a page on this machine, to filter, snooze and probe'),
    )
      .option('--port <number>', 'listen there (default: a free one)', portNumber)
      .option('--every <seconds>', 'ask for news so often (default: 5, with --table 60)', refreshSeconds)
      .option('--discover <name>', 'its discover function: looks are begun by it')
      .option('--by <name>', 'who is written down as having asked (default: the user of this machine)'),
  )
    .addHelpText('after', SERVE)
    .action(async (options: unknown) => {
      const { serve } = await import('./serve.ts');
      done(await serve(serveWish(options)));
    });
};

export const defineReport = (program: Command, done: (code: number) => void): void => {
  known(program.command('report').description('write all known tokens as one page, to keep or to send'))
    .requiredOption('--html <file>', 'write it there; - for standard output')
    .option('--owner <name>', 'of this owner only')
    .addHelpText('after', REPORT)
    .action(async (options: unknown) => {
      const { report } = await import('./report.ts');
      done(await report(reportWish(options)));
    });
};
