import type { Trouble } from '../../adapters/local/source.ts';
import type { Tested } from '../../monitor/deliver/test-channels.ts';
import { type Exit, UNREADABLE, WRONG_USE } from '../commands/exit.ts';
import { asker } from '../quiet/wish.ts';
import { errorText } from '../render/error.ts';
import { lookOf, terminalOf } from '../render/style.ts';
import { foreign, noChannel, testedOf, unreachable } from './answer.ts';
import type { Wish } from './wish.ts';
import { legLines, summary } from './words.ts';

/** Lets a deployment send a test through its channels, and prints what came of each. Gives the exit code. */
export const testAlert = async (wish: Wish): Promise<number> => {
  const result = await sendTest(wish);
  if ('trouble' in result) process.stderr.write(`${errorText(result.trouble)}\n`);
  const { exit } = result;
  const legs = 'tested' in result ? result.tested.legs : [];
  if (wish.json) {
    const all = legs.map(({ why = null, ...leg }) => ({ ...leg, why }));
    process.stdout.write(
      `${JSON.stringify({ schemaVersion: 1, function: wish.function, legs: all, exit }, null, 2)}\n`,
    );
  } else if (legs.length > 0) {
    const look = lookOf(terminalOf(process.stdout, process.env, { color: true, ascii: false }));
    process.stdout.write(`${[...legLines(legs, wish.function, look), '', summary(legs)].join('\n')}\n`);
  }
  return exit.code;
};

type Result = { readonly tested: Tested; readonly exit: Exit } | { readonly trouble: Trouble; readonly exit: Exit };

const FINE: Exit = { code: 0, reason: 'fine' };
const FAILED: Exit = { code: 1, reason: 'findings' };

/** The client is heavy: loaded only when it is used. */
const sendTest = async ({ function: name, region, channel, by: said }: Wish): Promise<Result> => {
  const { invokeFunction } = await import('../../adapters/aws/invoke.ts');
  const by = asker({ by: said });
  const event = { trigger: 'test', ...(by !== undefined && { by }), ...(channel !== undefined && { channel }) };
  const invoked = await invokeFunction(name, region, event);
  if (!invoked.ok) return { trouble: unreachable(name, invoked.why), exit: UNREADABLE };
  const tested = testedOf(invoked.answer);
  if (tested === undefined) return { trouble: foreign(name), exit: UNREADABLE };
  if (channel !== undefined && tested.legs.length === 0)
    return { trouble: noChannel(channel, tested.channels), exit: WRONG_USE };
  return { tested, exit: tested.legs.every(({ sent }) => sent) ? FINE : FAILED };
};
