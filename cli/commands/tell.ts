import type { Trouble } from '../../adapters/local/source.ts';
import { errorText } from '../render/error.ts';
import { jsonReport } from '../render/json.ts';
import { notesOf } from '../render/notes.ts';
import { report } from '../render/report.ts';
import type { Shown } from '../render/shown.ts';
import { lookOf, terminalOf } from '../render/style.ts';
import { plural } from '../render/summary.ts';
import type { Exit } from './exit.ts';
import type { Gathered } from './gather.ts';
import type { Settings } from './settings.ts';

/** The result to stdout, what went wrong to stderr. Gives the exit code back. */
export const tell = (
  rows: readonly Shown[],
  gathered: Gathered,
  exit: Exit,
  settings: Settings,
  milliseconds: number,
): number => {
  const now = Date.now();
  const notes = notesOf(rows, gathered);
  const empty = rows.length === 0 && gathered.troubles.length === 0;
  for (const trouble of empty && exit.code !== 0 ? [nothingFound(gathered)] : gathered.troubles)
    process.stderr.write(`${errorText(trouble)}\n`);
  if (settings.json) process.stdout.write(`${jsonReport({ rows, notes, exit, now })}\n`);
  else if (rows.length > 0 || notes.length > 0) {
    const look = lookOf(terminalOf(process.stdout, process.env, settings));
    const lines = report(rows, { ...settings, ...gathered, notes, exit, milliseconds, now }, look);
    if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`);
  }
  return exit.code;
};

const nothingFound = ({ file, skipped, suspects }: Gathered): Trouble => {
  if (file === undefined) return { what: 'no tokens found', remedy: 'name one: token-health check --help' };
  return {
    what: `no tokens found in ${file}`,
    why: `${plural(skipped + suspects.length, 'variable')} read; none is shaped like a known token or said to be one`,
    remedy: `say which one it is: token-health check ${file} --provider MY_KEY=discord.bot`,
  };
};
