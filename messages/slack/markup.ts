import { defang, plain } from '../../core/base/text.ts';
import { type Instant, utc } from '../../core/base/time.ts';
import { safeUrl } from '../words/where.ts';

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

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Slack's three control characters escaped; cut so that the escaped text has at most `max` characters. */
const escapeTo = (text: string, max: number): string => {
  const parts = [...text].map((char) => ENTITIES[char] ?? char);
  const total = parts.reduce((sum, part) => sum + part.length, 0);
  if (total <= max) return parts.join('');
  let out = '';
  for (const part of parts) {
    if (out.length + part.length > max - 1) break;
    out += part;
  }
  return `${out}…`;
};

/** Escaped, and calling nobody: `@everyone` falls apart. */
export const unaddressed = (text: string, max: number): string =>
  escapeTo(text.replace(/@(?=everyone|here|channel)/gi, '@ '), max);

/** Words from outside: plain, not linkable, no mark-up, no `:emoji:`, escaped. At most `max` characters when escaped. */
export const foreign = (text: string, max = 200): string => {
  const tame = defang(plain(text))
    .replace(/[*~`]/g, (mark) => LOOK_ALIKE[mark] ?? '')
    .replace(/:(?=[\w+'-]+:)/g, '∶');
  return unaddressed(tame, max);
};

/** An underscore inside a word means nothing to Slack, so names keep theirs. */
const LOOK_ALIKE: Readonly<Record<string, string>> = { '*': '∗', '~': '∼', '`': "'" };

/** For inside a code span or block: back-ticks removed, so that nothing can end it. */
export const inCode = (text: string, max: number): string => unaddressed(text.replaceAll('`', "'"), max);

export const code = (text: string, max = 300): string => `\`${inCode(defang(plain(text, 1000)), max)}\``;

/** Three of them and the rest of a line must fit into the 3,000 characters of a block. */
const MAX_LINK = 800;

/** A link to a place of ours or of the owner's, or nothing when the address is not fit to be one. */
export const link = (url: string | undefined, label: string): string | undefined => {
  const address = safeUrl(url)?.replace(/&/g, '&amp;');
  return address !== undefined && address.length <= MAX_LINK ? `<${address}|${label}>` : undefined;
};

/** UTC, and beside it the reader's own time. */
export const moment = (at: Instant): string => {
  const text = utc(at);
  return `${text} (<!date^${Math.floor(at / 1000)}^{date_short_pretty} {time}|${text}>)`;
};

/** The facts of one line; those that are not known are left out. */
export const joined = (parts: readonly (string | undefined)[]): string => parts.filter((part) => part).join(' · ');
