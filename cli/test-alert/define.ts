import type { Command } from 'commander';
import { wishOf } from './wish.ts';

const EXAMPLES = `
Examples:
  token-health test-alert --function NAME                       through every channel
  token-health test-alert --function NAME --channel ops-slack   through this one
  token-health test-alert --function NAME --json | jq '.legs[] | select(.sent | not)'

NAME is the output NotifyFunctionName of the stack; lambda:InvokeFunction on it is needed. What arrives is marked as a test in every medium,
a pager ends it at once, and nothing is stored or repeated.

Exit codes:
  0    every channel took it
  1    at least one did not
  2    wrong use: there is no such channel
  4    the function could not be reached, or may not be invoked, or is of another release
`;

export const defineTestAlert = (program: Command, done: (code: number) => void): void => {
  program
    .command('test-alert')
    .description('send a marked test through every channel of a deployment, and say what came of each')
    .requiredOption('--function <name>', 'its notify function: output NotifyFunctionName of the stack')
    .option('--region <name>', 'its AWS region (default: that of this shell)')
    .option('--channel <name>', 'through this channel only')
    .option('--by <name>', 'who asks (default: the user of this machine)')
    .option('--json', 'print one leg a channel: channel, type, sent, why, ms')
    .addHelpText('after', EXAMPLES)
    .action(async (options: unknown) => {
      const { testAlert } = await import('./test-alert.ts');
      done(await testAlert(wishOf(options)));
    });
};
