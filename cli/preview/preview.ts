import { writeFileSync } from 'node:fs';
import type { Trouble } from '../../adapters/local/source.ts';
import { nearest } from '../../core/base/nearest.ts';
import type { Tellable } from '../../core/model/notice.ts';
import { UNREADABLE, WRONG_USE } from '../commands/exit.ts';
import { errorText } from '../render/error.ts';
import { terminalOf } from '../render/style.ts';
import { findAlert } from './find.ts';
import { CHANNELS, printed, type Rendered, renderedIn } from './rendered.ts';
import type { Wish } from './wish.ts';

/** Prints how an alert looks in a channel. Gives the exit code. Throws StateError. */
export const preview = async (asked: string, wish: Wish): Promise<number> => {
  if (!CHANNELS.includes(wish.channel)) return fail(noChannel(wish.channel), WRONG_USE.code);
  if (wish.html && wish.channel !== 'email') return fail(NO_HTML, WRONG_USE.code);
  const found = await findAlert(asked, wish, Date.now());
  if ('trouble' in found) return fail(found.trouble, found.code);
  if (found.sample) process.stderr.write('note: a SAMPLE, made up by this program: no token of yours\n');
  const { color } = terminalOf(process.stdout, process.env, { color: wish.color, ascii: false });
  const rendered = renderedIn(wish.channel, found.told, color && wish.out === undefined && !wish.json);
  if (rendered === undefined) return fail(noChannel(wish.channel), WRONG_USE.code);
  return write(textOf(rendered, found.told, found.sample, wish), wish.out);
};

const textOf = (rendered: Rendered, { id, incident, kind }: Tellable, sample: boolean, wish: Wish): string => {
  const { channel } = wish;
  if (wish.json)
    return `${JSON.stringify({ schemaVersion: 1, alert: id, incident, kind, channel, sample, ...rendered }, null, 2)}\n`;
  return wish.html && 'html' in rendered ? (rendered.html ?? '') : printed(rendered);
};

const noChannel = (asked: string): Trouble => {
  const near = nearest(asked, CHANNELS);
  return {
    what: `there is no channel "${asked}"`,
    why: `there are ${CHANNELS.join(', ')}`,
    remedy: near === undefined ? 'name one of these' : `use --channel ${near}`,
  };
};

const NO_HTML: Trouble = { what: 'only a mail has HTML', remedy: 'use --channel email --html' };

const write = (text: string, out: string | undefined): number => {
  if (out === undefined) {
    process.stdout.write(text);
    return 0;
  }
  try {
    writeFileSync(out, text);
    return 0;
  } catch (error) {
    const why = Object(error).code;
    if (typeof why !== 'string') throw error;
    return fail({ what: `cannot write ${out}`, why, remedy: 'check the folder and its rights' }, UNREADABLE.code);
  }
};

const fail = (trouble: Trouble, code: number): number => {
  process.stderr.write(`${errorText(trouble)}\n`);
  return code;
};
