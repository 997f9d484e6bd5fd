import { ascii, shorten } from '../../core/base/text.ts';
import { relative, utc } from '../../core/base/time.ts';
import type { ChannelNotice } from '../../core/model/notice.ts';
import { outside } from '../words/facts.ts';
import { count, idOf, MAX_SUBJECT, withFact } from '../words/headline.ts';
import type { Step } from '../words/steps.ts';
import type { Row } from '../words/where.ts';

/** What all channels say of a channel that takes nothing. Each escapes it for itself. */
export type ChannelWords = {
  readonly word: string;
  readonly name: string;
  /** `Slack`, or nothing where that is not known. */
  readonly title: string;
  readonly gist: string;
  readonly rows: readonly Row[];
  readonly steps: readonly Step[];
  readonly next: readonly string[];
};

const WORD = 'CHANNEL DOWN';

export const channelWords = (notice: ChannelNotice): ChannelWords => {
  const { since, at, waiting } = notice;
  const name = outside(notice.channel, 40) || '(no name)';
  const why = whyOf(notice);
  return {
    word: WORD,
    name,
    title: outside(notice.title ?? '', 60),
    gist: `it takes no messages: ${why}`,
    rows: [
      ['Since', `${utc(since)}, ${relative(since, at)}`],
      ['Waiting', `${count(waiting, 'alert')} for it`],
      ['Impact', 'whoever reads only there hears nothing; no alert is lost'],
    ],
    steps: stepsOf(name),
    next: [
      'What waits is sent when it works again.',
      'This is told through all other channels, once a day until then.',
    ],
  };
};

/** Its own words come first: mostly they say what to do. */
const stepsOf = (name: string): readonly Step[] => [
  {
    text: 'Do what it says. Where it refuses its address, key or token: make a new one there, and store it in the secret that the configuration names; nothing is to be deployed.',
  },
  { text: 'Try it:', command: `token-health test-alert --function NAME --channel ${name}` },
];

/** Senders begin with who they are (`Slack: webhook refused`), which stands beside the name already. */
const whyOf = ({ why, title = '' }: ChannelNotice): string => {
  const [who = '', rest] = [why.slice(0, why.indexOf(': ')), why.slice(why.indexOf(': ') + 2)];
  return outside(who !== '' && title.startsWith(who) ? rest : why, 200);
};

/** `CHANNEL DOWN: ops-slack (Slack) - webhook refused (404): make a new one`. */
const sentence = (notice: ChannelNotice, room: number): string => {
  const { name, title } = channelWords(notice);
  const what = title === '' ? '' : ` (${shorten(ascii(title), 24)})`;
  return withFact(`${WORD}: ${shorten(ascii(name), 40 - WORD.length - 2)}${what}`, ascii(whyOf(notice)), room);
};

/** ASCII, no line break, at most 99 characters, ending in the incident id. */
export const channelSubject = (notice: ChannelNotice): string => {
  const id = idOf(notice);
  return `${sentence(notice, MAX_SUBJECT - id.length)}${id}`;
};

export const channelPreview = (notice: ChannelNotice): string => sentence(notice, MAX_SUBJECT);
