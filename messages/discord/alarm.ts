import { utc } from '../../core/base/time.ts';
import { type AlarmChange, alarmConsole, alarmWord } from '../alarm/words.ts';
import { safeUrl } from '../words/where.ts';
import { COLOURS, type DiscordMessage, foreign, message } from './markup.ts';

/** Of the monitor itself, never of a token. */
export const renderDiscordAlarm = (change: AlarmChange): DiscordMessage => {
  const word = alarmWord(change);
  const since = change.at === undefined ? [] : [`**Since** ${utc(change.at)}`];
  const console = safeUrl(alarmConsole(change));
  return message({
    preview: `${word}: ${foreign(change.says, 150)}`,
    title: `${word}  the monitor itself`,
    color: change.on ? COLOURS.broken : COLOURS.fine,
    lines: [foreign(change.says, 700), ...since],
    fields: [
      ['Why', change.why === '' ? [] : [foreign(change.why, 400)]],
      ['Read', console === undefined ? [] : [console]],
    ],
    footer: foreign(change.name, 140),
  });
};
