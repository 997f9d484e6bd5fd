import { cut, defang, plain } from '../../core/base/text.ts';
import { safeUrl } from '../words/where.ts';

/** A custom notification, version 1.0 (docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html). Whatever has another shape is dropped without a word. */
export type Notification = {
  readonly version: '1.0';
  readonly source: 'custom';
  readonly id: string;
  readonly content: {
    /** The Markdown of whichever chat shows it: Slack's or Teams'. */
    readonly textType: 'client-markdown';
    readonly title: string;
    readonly description: string;
    readonly nextSteps?: readonly string[];
    readonly keywords: readonly string[];
  };
  readonly metadata: {
    /** What has the same one stands in one thread, where the channel's preferences allow it. */
    readonly threadId: string;
    readonly summary: string;
    readonly eventType: string;
    readonly relatedResources: readonly string[];
    readonly additionalContext: Readonly<Record<string, string>>;
  };
};

/** AWS publishes no lengths. These fit what Slack takes of a header, and of one section. */
export const MAX = { title: 150, description: 2800, step: 900 } as const;

/** Look-alikes, since the two chats agree on no escape. */
const LOOK_ALIKE: Readonly<Record<string, string>> = {
  '<': '‹',
  '>': '›',
  '*': '∗',
  '~': '∼',
  '`': "'",
  '@': '＠',
  '[': '［',
  ']': '］',
  '|': '¦',
};

const EDGE = /(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu;

const tamed = (text: string): string =>
  text
    .replace(/[<>*~`@[\]|]/g, (mark) => LOOK_ALIKE[mark] ?? '')
    // Inside a word an underscore means nothing to either, so names keep theirs.
    .replace(EDGE, (marks) => '‗'.repeat(marks.length))
    .replace(/:(?=[\w+'-]+:)/g, '∶')
    .replace(/&(?=[a-z#])/gi, '＆');

/** Words from outside: plain, nothing to click, nobody called, no mark-up. */
export const foreign = (text: string, max = 200): string => tamed(cut(defang(plain(text, 2000)), max));

const ADDRESS = /https:\/\/[^\s<>"|*`[\]]+/g;

/** Our own words, with addresses of ours left to be clicked. */
export const words = (text: string, max = 400): string => {
  const line = cut(plain(text, 2000), max);
  const parts = line.split(ADDRESS);
  const addresses = line.match(ADDRESS) ?? [];
  return parts.map((part, n) => tamed(defang(part)) + (safeUrl(addresses[n]) ?? '')).join('');
};

/** Nothing in it can end it. */
export const code = (text: string): string => `\`${plain(text, 1000).replaceAll('`', "'")}\``;

/** Whole lines, as many as fit. */
export const fitting = (lines: readonly string[], most: number): string => {
  const whole = lines.join('\n');
  if (whole.length <= most) return whole;
  const room = most - MORE.length - 1;
  const kept = lines.filter((_, n) => lines.slice(0, n + 1).join('\n').length <= room);
  return [...kept, MORE].join('\n');
};

const MORE = '… more in the mail';
