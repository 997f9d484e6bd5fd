import { type AlarmChange, alarmConsole, alarmWord } from '../alarm/words.ts';
import { context, foreign, header, joined, link, moment, type SlackMessage, section } from './markup.ts';

/** Of the monitor itself, never of a token. */
export const renderSlackAlarm = (change: AlarmChange): SlackMessage => {
  const word = alarmWord(change);
  const mark = change.on ? ':rotating_light:' : ':white_check_mark:';
  const since = change.at === undefined ? undefined : `Since ${moment(change.at)}`;
  return {
    text: foreign(`${word}: ${change.says}`, 300),
    blocks: [
      header(`${mark} ${word}  the monitor itself`),
      section(foreign(change.says, 1500)),
      context(joined([since, link(alarmConsole(change), 'open the alarm'), foreign(change.name, 260)])),
      ...(change.why === '' ? [] : [context(foreign(change.why, 500))]),
    ],
    unfurl_links: false,
    unfurl_media: false,
  };
};
