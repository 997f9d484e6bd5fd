import type { ChannelNotice, TestNotice } from '../../core/model/notice.ts';
import { storyOfNotice } from '../story/notice.ts';
import type { Step } from '../words/steps.ts';
import { code, context, foreign, header, joined, type SlackMessage, section, unaddressed } from './markup.ts';

const SIGNS = { test: ':test_tube:', channel: ':no_bell:' } as const;

/** A notice whose message says what its story does. */
export const slackTold = (notice: TestNotice | ChannelNotice): SlackMessage => {
  const { preview, word, name, lead = '', identity, facts, steps, next, incident, why } = storyOfNotice(notice);
  const rows = facts.map(([label, text]) => `${label}: ${foreign(text, 300)}`);
  return {
    text: unaddressed(preview, 150),
    blocks: [
      header(`${SIGNS[notice.kind]} ${word}  ${foreign(name, 90)}`),
      section([identity && foreign(identity), `*${foreign(lead, 300)}*`, ...rows].filter((line) => line).join('\n')),
      ...(steps.length === 0 ? [] : [section(['*What to do*', ...steps.map(stepLine)].join('\n'))]),
      context(`Next: ${next.join(' ')}`),
      context(joined([foreign(incident, 20), foreign(why, 200)])),
    ],
    unfurl_links: false,
    unfurl_media: false,
  };
};

const stepLine = ({ text, command }: Step, index: number): string =>
  `${index + 1}. ${foreign(text, 400)}${command === undefined ? '' : ` ${code(command, 300)}`}`;
