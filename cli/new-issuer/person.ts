import { createInterface } from 'node:readline/promises';
import type { Person } from './ask.ts';

/** Lets somebody at this terminal be asked. */
export const atTerminal = async <T>(conversation: (person: Person) => Promise<T>): Promise<T> => {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  terminal.on('SIGINT', () => process.emit('SIGINT'));
  // The end of the input in the middle of the questions: nothing was written yet.
  const left = (): void => void process.emit('SIGINT');
  terminal.on('close', left);
  const say = (text: string): void => void process.stderr.write(`${text}\n`);
  const lines = async (question: string): Promise<string> => {
    say(question);
    const all: string[] = [];
    for (let line = await terminal.question(''); line.trim() !== ''; line = await terminal.question('')) all.push(line);
    return all.join('\n');
  };
  try {
    return await conversation({ say, line: (question) => terminal.question(question), lines });
  } finally {
    terminal.off('close', left);
    terminal.close();
  }
};
