import { CASE_NAMES, observeAll } from './command.ts';
import { startHostile } from './server.ts';

const elsewhere = await startHostile();
const rows = await observeAll(`${elsewhere.origin}/fine`);
const strayed = elsewhere.connections();
await elsewhere.close();

const line = (cells: readonly unknown[]): string => `| ${cells.map(String).join(' | ')} |`;
const table = CASE_NAMES.map((name) => {
  const row = rows.get(name);
  return line([name, row?.verdict, row?.cause, row?.ms, row?.mib]);
});

process.stdout.write(
  `${[
    line(['misbehaviour', 'verdict', 'cause', 'ms', 'MiB']),
    line(['---', '---', '---', '--:', '--:']),
    ...table,
    '',
    `Connections to where redirects led: ${strayed}. Canaries found: ${[...rows.values()].flatMap(({ leaks }) => leaks).length}.`,
  ].join('\n')}\n`,
);
