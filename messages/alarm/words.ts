import type { Instant } from '../../core/base/time.ts';
import { CONSOLES } from '../words/where.ts';

/** An alarm of the monitor itself that went on or off. Whoever may publish to its topic may have written any of it. */
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

export const alarmWord = ({ on }: AlarmChange): string => (on ? 'ALARM' : 'OK AGAIN');

/** Its page in the console; undefined for whatever is no alarm of CloudWatch. */
export const alarmConsole = ({ arn }: AlarmChange): string | undefined => {
  const found = /^arn:(aws[a-z-]*):cloudwatch:([a-z0-9-]{1,32}):\d{12}:alarm:(.{1,255})$/.exec(arn);
  const [, partition = '', region = '', name = ''] = found ?? [];
  const host = CONSOLES[partition];
  if (host === undefined) return undefined;
  // An asterisk is let through by the encoding, and is mark-up to a chat.
  const alarm = encodeURIComponent(name.toWellFormed()).replaceAll('*', '%2A');
  return `https://${region}.${host}/cloudwatch/home?region=${region}#alarmsV2:alarm/${alarm}`;
};
