import type { Instant } from '../../core/base/time.ts';
import { CONSOLES } from '../words/where.ts';
import { context, foreign, header, joined, link, moment, type SlackMessage, section } from './markup.ts';

/** An alarm of the monitor itself that went on or off. */
export type AlarmChange = {
  readonly on: boolean;
  readonly name: string;
  /** Its description: what is wrong, and what to do. */
  readonly says: string;
  /** CloudWatch's own words about the values that made it change. */
  readonly why: string;
  readonly at?: Instant;
  readonly arn: string;
};

/** Of the monitor itself, never of a token; whoever may publish to the topic may have written any of it. */
export const renderAlarm = (change: AlarmChange): SlackMessage => {
  const word = change.on ? 'ALARM' : 'OK AGAIN';
  const mark = change.on ? ':rotating_light:' : ':white_check_mark:';
  const since = change.at === undefined ? undefined : `Since ${moment(change.at)}`;
  return {
    text: foreign(`${word}: ${change.says}`, 300),
    blocks: [
      header(`${mark} ${word}  the monitor itself`),
      section(foreign(change.says, 1500)),
      context(joined([since, link(consoleOf(change.arn), 'open the alarm'), foreign(change.name, 260)])),
      ...(change.why === '' ? [] : [context(foreign(change.why, 500))]),
    ],
    unfurl_links: false,
    unfurl_media: false,
  };
};

const consoleOf = (arn: string): string | undefined => {
  const found = /^arn:(aws[a-z-]*):cloudwatch:([a-z0-9-]{1,32}):\d{12}:alarm:(.{1,255})$/.exec(arn);
  const [, partition = '', region = '', name = ''] = found ?? [];
  const host = CONSOLES[partition];
  if (host === undefined) return undefined;
  return `https://${region}.${host}/cloudwatch/home?region=${region}#alarmsV2:alarm/${encodeURIComponent(name.toWellFormed())}`;
};
