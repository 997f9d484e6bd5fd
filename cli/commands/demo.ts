import { castAt } from '../demo/cast/cast.ts';
import { startIssuers } from '../demo/issuers/all.ts';
import { screen } from '../demo/screen.ts';
import { play } from '../demo/story.ts';
import { lookOf, terminalOf } from '../render/style.ts';

export type DemoOptions = {
  /** Goes on until Ctrl-C. */
  readonly keep: boolean;
  readonly terminal: Parameters<typeof lookOf>[0];
  readonly out: (line: string) => void;
};

/** `token-health demo`: the story on this terminal. Gives the exit code back. */
export const demo = ({ keep = false }: { readonly keep?: boolean }): Promise<number> =>
  runDemo({
    keep,
    terminal: terminalOf(process.stdout, process.env, { color: true, ascii: false }),
    out: (line) => void process.stdout.write(`${line}\n`),
  });

/** 0 when every planted trouble was found, told and, where it ended, told to be over; 1 otherwise. */
export const runDemo = async ({ keep, terminal, out }: DemoOptions): Promise<number> => {
  const beganAt = Date.now();
  const show = screen({ look: lookOf(terminal), color: terminal.color, out });
  show.say(
    'Starting issuers on this machine: a real npm registry (verdaccio), a real OAuth2 server (oidc-provider), and a stand-in for Discord that replays its documented answers. No account, no network.',
  );
  const issuers = await startIssuers();
  try {
    const mistakes = await play(issuers, await castAt(issuers, Date.now()), show, keep);
    return conclude(mistakes, beganAt, show.say, out);
  } finally {
    await issuers.stop();
  }
};

const conclude = (
  mistakes: readonly string[],
  beganAt: number,
  say: (text: string) => void,
  out: (line: string) => void,
): number => {
  const seconds = Math.round((Date.now() - beganAt) / 1000);
  if (mistakes.length === 0) {
    say(`All as planned, in ${seconds} s: every trouble was found, and told once. Nothing is left behind.`);
    return 0;
  }
  say(`Not as expected, after ${seconds} s:`);
  for (const mistake of mistakes) out(`  ${mistake}`);
  return 1;
};
