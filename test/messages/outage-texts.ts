import { parseJson } from '../../core/base/json.ts';
import type { OutageNotice } from '../../core/model/notice.ts';
import { renderEmail } from '../../messages/email/email.ts';
import { publicationOf } from '../../messages/publication.ts';
import { renderSlack } from '../../messages/slack/slack.ts';
import { renderTerminal } from '../../messages/terminal/terminal.ts';
import { slackPayload, textsOf } from '../support/block-kit.ts';

/** The JSON for programs. */
export const bodyOf = (notice: OutageNotice): unknown => {
  const { default: body } = parseJson(publicationOf([notice]).message) as { default: string };
  return parseJson(body);
};

export const slackOf = (notice: OutageNotice): readonly string[] =>
  textsOf(slackPayload.parse(renderSlack([notice])).blocks);

/** What each channel says. */
export const CHANNELS: readonly (readonly [string, (notice: OutageNotice) => string])[] = [
  ['a mail', (notice) => renderEmail([notice]).text],
  ['Slack', (notice) => slackOf(notice).join('\n')],
  ['a terminal', (notice) => renderTerminal([notice], { color: false })],
];

export const oneLine = (text: string): string => text.replace(/\s+/g, ' ');
