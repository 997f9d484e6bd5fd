import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import type { Provider } from '../../providers/provider.ts';
import { issuerProblems } from './flatten.ts';
import { type FileProblem, lineIn, placeText, unreadable } from './read-file.ts';
import { exchanges, wrongReading } from './replay.ts';

export type Replayed = { readonly count: number; readonly problems: readonly FileProblem[] };

/** Reads recorded answers, and each of them as the monitor would. */
export const replayFile = (file: string, provider: Provider): Replayed =>
  replayText(readFileSync(file, 'utf8'), file, provider);

export const replayText = (text: string, file: string, provider: Provider): Replayed => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, version: '1.2' });
  const lineOf = lineIn(document, lines);
  const broken = unreadable(text, file, document);
  if (broken !== undefined) {
    const { line } = lines.linePos(broken.position);
    return { count: 0, problems: [{ file, line, where: '', says: broken.says }] };
  }
  const parsed = exchanges.safeParse(document.toJS({ maxAliasCount: 0 }));
  if (!parsed.success) {
    const problems = issuerProblems(parsed.error);
    return {
      count: 0,
      problems: problems.map(({ where, says }) => ({ file, line: lineOf(where), where: placeText(where), says })),
    };
  }
  const problems = parsed.data.flatMap((exchange, i) => {
    const says = wrongReading(exchange, provider);
    return says === undefined ? [] : [{ file, line: lineOf([i]), where: '', says }];
  });
  return { count: parsed.data.length, problems };
};
