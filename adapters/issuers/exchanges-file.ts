import { readFileSync } from 'node:fs';
import type { Provider } from '../../providers/provider.ts';
import { issuerProblems } from './flatten.ts';
import { type FileProblem, openText, problemAt } from './read-file.ts';
import { exchanges, wrongReading } from './replay.ts';

export type Replayed = { readonly count: number; readonly problems: readonly FileProblem[] };

/** Reads recorded answers, and each of them as the monitor would. */
export const replayFile = (file: string, provider: Provider): Replayed =>
  replayText(readFileSync(file, 'utf8'), file, provider);

export const replayText = (text: string, file: string, provider: Provider): Replayed => {
  const opened = openText(text, file);
  if (!opened.ok) return { count: 0, problems: opened.problems };
  const { content, lineOf } = opened;
  const parsed = exchanges.safeParse(content);
  if (!parsed.success)
    return { count: 0, problems: issuerProblems(parsed.error).map((problem) => problemAt(problem, file, lineOf)) };
  const problems = parsed.data.flatMap((exchange, i) => {
    const says = wrongReading(exchange, provider);
    return says === undefined ? [] : [{ file, line: lineOf([i]), where: '', says }];
  });
  return { count: parsed.data.length, problems };
};
