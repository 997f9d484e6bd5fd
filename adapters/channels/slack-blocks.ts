type Mrkdwn = { readonly type: 'mrkdwn'; readonly text: string; readonly verbatim: true };
type PlainText = { readonly type: 'plain_text'; readonly text: string; readonly emoji: true };

export type SlackBlock =
  | { readonly type: 'header'; readonly text: PlainText }
  | { readonly type: 'section'; readonly text: Mrkdwn; readonly fields?: readonly Mrkdwn[] }
  | { readonly type: 'context'; readonly elements: readonly Mrkdwn[] };

export type SlackMessage = {
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
  readonly unfurl_links: false;
  readonly unfurl_media: false;
};

/** `verbatim`: Slack makes no links, channels or mentions out of plain words. */
const mrkdwn = (text: string): Mrkdwn => ({ type: 'mrkdwn', text, verbatim: true });

/** At most 150 characters. */
export const header = (text: string): SlackBlock => ({
  type: 'header',
  text: { type: 'plain_text', text, emoji: true },
});

/** At most 3,000 characters, and ten fields of 2,000. */
export const section = (text: string, fields: readonly string[] = []): SlackBlock => ({
  type: 'section',
  text: mrkdwn(text),
  ...(fields.length > 0 && { fields: fields.map(mrkdwn) }),
});

export const context = (text: string): SlackBlock => ({ type: 'context', elements: [mrkdwn(text)] });
