import { isAlert, type Tellable, type Telling } from '../../core/model/notice.ts';
import type { ChannelKind } from './kind.ts';
import { KINDS } from './kinds.ts';

/** What a message says, by type of the channel, as JSON. */
export type Texts = Readonly<Record<string, string>>;

/** Bytes. An item of the table takes 400 KB, and the alert itself is in it too. */
const ROOM = 350 * 1024;

/**
 * The texts of one alert, to be stored with it, so that a repeat reads the same whatever release sends it (reliability.md rule 7).
 * Undefined for first sights, which become one message only when they are delivered, and for what is too large to be stored
 * beside its alert: these are rendered when they are sent.
 */
export const textsOf = (one: Tellable, kinds: readonly ChannelKind[] = KINDS): Texts | undefined => {
  if (one.kind === 'started') return undefined;
  const telling: Telling = isAlert(one) ? [one] : [one];
  const texts = Object.fromEntries(kinds.map(({ type, render }) => [type, render(telling)]));
  const bytes = [JSON.stringify(one), ...Object.values(texts)].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return bytes > ROOM ? undefined : texts;
};

/** Stores the texts of these types of channels. */
export type RenderTexts = (one: Tellable) => Texts | undefined;

export const textsFor =
  (types: readonly string[]): RenderTexts =>
  (one) =>
    textsOf(
      one,
      KINDS.filter(({ type }) => types.includes(type)),
    );
