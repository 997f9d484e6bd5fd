import { utc } from '../../core/base/time.ts';
import { type AlarmChange, alarmConsole, alarmWord } from '../alarm/words.ts';
import { safeUrl } from '../words/where.ts';
import { cardOf, large, line, said, subtle, type TeamsMessage, words } from './card.ts';

/** Of the monitor itself, never of a token. */
export const renderTeamsAlarm = (change: AlarmChange): TeamsMessage => {
  const word = alarmWord(change);
  const since = change.at === undefined ? [] : [`since ${utc(change.at)}`];
  const console = safeUrl(alarmConsole(change));
  return cardOf(
    `${word}: ${change.says}`,
    [
      {
        type: 'Container',
        style: change.on ? 'attention' : 'good',
        bleed: true,
        items: [line(large(`${word}  the monitor itself`)), line(said(words(change.says, 1000)))],
      },
      ...(change.why === '' ? [] : [line(said(words(change.why, 500)))]),
      line(subtle([words(change.name, 260), ...since].join(' · '))),
    ],
    console === undefined ? [] : [['Open the alarm', console]],
  );
};
