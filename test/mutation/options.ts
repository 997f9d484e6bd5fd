import { parseArgs } from 'node:util';

export type Options = {
  readonly seed: number;
  readonly count: number;
  /** Of the draw, those that an earlier run has tried. */
  readonly skip: number;
  /** Empty: all files of core, providers and monitor. */
  readonly only: readonly string[];
  readonly minutes: number;
  /** Leaves the slow tests out: what survives may yet be noticed by them. */
  readonly near: boolean;
  readonly list: boolean;
  readonly json: boolean;
};

export const HELP = `npm run mutation -- [options]

Measures the tests: puts COUNT small defects (mutants), one after the other, into a copy of core/, providers/ and monitor/, and counts
how many make a test fail.

  --seed N        draws other mutants (1)
  --count N       how many (200)
  --skip N        leaves out the first N of them: goes on where a run ended, by --minutes or Ctrl-C, which both print the result so far
  --only FILE...  in these files alone
  --minutes N     starts no further mutant after that (60)
  --near          asks the quick tests alone, those of core, providers, messages and monitor: the score is the least that it can be
  --list          only prints the mutants that would be tried
  --json          prints the result as JSON
  --help

Lines have the same chance each, whatever file they are in. A mutant that cannot run without its types, or runs as before, is
drawn again. One that only the compiler would refuse counts as killed when a test fails, not by that: types are not asked.
Asked are the tests that import the file, by whatever way, the nearest first: test/core, providers, messages and monitor, and only
if they notice nothing test/sim (with few histories), promises, functions, adapters and cli, without the demo. The tests of leaks, infra,
security and the emulator are not asked. A run of tests that takes a minute longer than it should counts as killed.

Ends with 0 when 90 % or more are killed, with 1 otherwise. Mutants that do the same as the program are listed in
test/mutation/equal.ts, each with the reason, and are left out.
`;

const whole = (name: string, text: string, from: number): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < from)
    throw new Error(`--${name} takes a whole number from ${from}, not ${text}`);
  return number;
};

const positive = (name: string, text: string): number => whole(name, text, 1);

/** `help` when that was asked for. Throws a sentence when the options cannot be read. */
export const readOptions = (args: readonly string[]): Options | 'help' => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: '200' },
      skip: { type: 'string', default: '0' },
      only: { type: 'string', multiple: true, default: [] },
      minutes: { type: 'string', default: '60' },
      near: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  if (positionals.length > 0 && values.only.length === 0) throw new Error(`write --only before ${positionals[0]}`);
  return {
    seed: positive('seed', values.seed),
    count: positive('count', values.count),
    skip: whole('skip', values.skip, 0),
    only: [...values.only, ...positionals],
    minutes: positive('minutes', values.minutes),
    near: values.near,
    list: values.list,
    json: values.json,
  };
};
