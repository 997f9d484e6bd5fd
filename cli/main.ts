#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { StateError } from '../adapters/local/state-error.ts';
import { bugReport } from './commands/bug.ts';
import { defineCheck } from './commands/define-check.ts';
import { BUG_CODE, EXIT_CODES, type Exit, INTERRUPTED_CODE, UNREADABLE, WRONG_USE } from './commands/exit.ts';
import { defineCalendar, defineDigest } from './digest/define.ts';
import { defineExplain } from './explain/define.ts';
import { defineProviders } from './issuers/define.ts';
import { defineNewIssuer } from './new-issuer/define.ts';
import { definePreview } from './preview/define.ts';
import { defineQuiet } from './quiet/define.ts';
import { errorText } from './render/error.ts';
import { jsonReport } from './render/json.ts';
import { defineReport, defineServe } from './serve/define.ts';
import { defineTestAlert } from './test-alert/define.ts';

const done = (code: number): void => {
  process.exitCode = code;
};

const programme = (): Command => {
  const program = new Command('token-health')
    .description('Know before your API token dies, why, and what to do.')
    .addHelpText('after', `\n${EXIT_CODES}`)
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  defineCheck(program, done);
  defineExplain(program, done);
  defineServe(program, done);
  defineReport(program, done);
  defineDigest(program, done);
  defineCalendar(program, done);
  defineProviders(program, done);
  defineNewIssuer(program, done);
  defineQuiet(program, done);
  definePreview(program, done);
  defineTestAlert(program, done);
  program
    .command('demo')
    .description('watch tokens die and recover at issuers on this machine: no account, no network')
    .option('--keep', 'go on until Ctrl-C')
    .action(async (options: { keep?: boolean }) => {
      const { demo } = await import('./commands/demo.ts');
      done(await demo(options));
    });
  program
    .command('exit-codes', { hidden: true })
    .description('what the exit codes mean')
    .addHelpText('after', `\n${EXIT_CODES}`)
    .action(() => void process.stdout.write(`${EXIT_CODES}\n`));
  return program;
};

const complain = (error: unknown, args: readonly string[]): number => {
  if (error instanceof CommanderError) return wrongUse(error, args);
  if (error instanceof StateError) {
    process.stderr.write(`${errorText({ what: error.message, why: error.why, remedy: error.remedy })}\n`);
    return withJson(UNREADABLE, args);
  }
  process.stderr.write(`${errorText(bugReport(error, args[0]))}\n`);
  return BUG_CODE;
};

/** Commands with options enough that their own help is the remedy. */
const HELPFUL = [
  'check',
  'explain',
  'serve',
  'report',
  'digest',
  'calendar',
  'providers',
  'new-issuer',
  'snooze',
  'ack',
  'unsnooze',
  'preview',
  'test-alert',
];

const wrongUse = ({ exitCode, message }: CommanderError, args: readonly string[]): number => {
  if (exitCode === 0) return 0;
  const what =
    message === '(outputHelp)' ? 'there is no help on that' : message.replace(/^error: /, '').replace(/\.$/, '');
  const [command = ''] = args;
  const remedy = HELPFUL.includes(command) ? `token-health ${command} --help` : 'token-health --help';
  process.stderr.write(`${errorText({ what, remedy })}\n`);
  return withJson(WRONG_USE, args);
};

/** A program that reads the result gets one, whatever happened. */
const withJson = (exit: Exit, args: readonly string[]): number => {
  if (args.includes('--json') && args[0] === 'check')
    process.stdout.write(`${jsonReport({ rows: [], notes: [], exit, now: Date.now() })}\n`);
  return exit.code;
};

const main = async (args: readonly string[]): Promise<void> => {
  const program = programme();
  if (args.length === 0) program.outputHelp();
  else await program.parseAsync(args, { from: 'user' }).catch((error) => done(complain(error, args)));
};

const bug = (error: unknown): never => process.exit(complain(error, process.argv.slice(2)));
process.on('uncaughtException', bug);
process.on('unhandledRejection', bug);
process.on('SIGINT', () => {
  process.stderr.write('\ninterrupted\n');
  process.exit(INTERRUPTED_CODE);
});
// A reader such as `head` may leave early: that is no error of ours, nor a result.
for (const output of [process.stdout, process.stderr])
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    bug(error);
  });

await main(process.argv.slice(2));
