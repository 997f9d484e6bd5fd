import { cut, defang, plain } from '../../core/base/text.ts';
import type { Step } from '../words/steps.ts';
import { safeUrl } from '../words/where.ts';

/** What Discord takes at a webhook (docs.discord.com/developers/resources/webhook, Execute Webhook; message, Embed Limits). */
export type DiscordMessage = {
  /** What a phone shows. At most 2,000 characters. */
  readonly content: string;
  readonly embeds: readonly [Embed];
  /** Nobody is mentioned, whatever the words say. */
  readonly allowed_mentions: { readonly parse: readonly [] };
};

type Field = { readonly name: string; readonly value: string };

/** Title 256, description 4,096, 25 fields of 256 and 1,024, footer 2,048; all together 6,000. */
export type Embed = {
  readonly title: string;
  readonly description: string;
  readonly color: number;
  readonly fields: readonly Field[];
  readonly footer: { readonly text: string };
};

export type Parts = {
  readonly preview: string;
  readonly title: string;
  readonly color: number;
  readonly lines: readonly string[];
  readonly fields: readonly (readonly [name: string, lines: readonly string[]])[];
  readonly footer: string;
};

const MAX = { preview: 300, title: 250, lines: 1800, field: 1000, footer: 300 } as const;

/** One embed. Words are escaped before; a list is cut between its lines, so that no mark is left open. */
export const message = ({ preview, title, color, lines, fields, footer }: Parts): DiscordMessage => ({
  content: cut(preview, MAX.preview),
  embeds: [
    {
      title: cut(title, MAX.title),
      description: fitting(lines, MAX.lines),
      color,
      fields: fields
        .filter(([, some]) => some.length > 0)
        .map(([name, some]) => ({ name, value: fitting(some, MAX.field) })),
      footer: { text: cut(footer, MAX.footer) },
    },
  ],
  allowed_mentions: { parse: [] },
});

const MORE = '… more in the mail';

const fitting = (lines: readonly string[], most: number): string => {
  const whole = lines.join('\n');
  if (whole.length <= most) return whole;
  const kept: string[] = [];
  let room = most - MORE.length - 1;
  for (const line of lines) {
    if (line.length + 1 > room) break;
    kept.push(line);
    room -= line.length + 1;
  }
  return [...kept, MORE].join('\n');
};

/** Mark-up of Discord, and what begins a mention, a channel, an emoji or a time: `<@1>`, `<#1>`, `<:a:1>`, `<t:1>`. */
const MARKS = /[\\*_~|`>#[\]]/g;

/** Words from outside: plain, nothing to click, nobody called, no mark-up. At most `max` characters before they are escaped. */
export const foreign = (text: string, max = 200): string => marked(defang(plain(text)), max);

/** Of a line that is plain already: a space beside an address is part of it. */
const marked = (line: string, max: number): string =>
  cut(line, max)
    .replace(/@(?=everyone|here)/gi, '@ ')
    .replaceAll('<', '‹')
    .replace(MARKS, '\\$&')
    .replace(/:(?=\w+:)/g, '∶');

const ADDRESS = /https:\/\/[^\s<>"|]+/g;

/** Our own words, with addresses of ours left to be clicked. */
export const words = (text: string, max = 400): string => {
  const line = cut(plain(text), max);
  const parts = line.split(ADDRESS);
  const addresses = line.match(ADDRESS) ?? [];
  return parts.map((part, n) => marked(part, max) + (safeUrl(addresses[n]) ?? '')).join('');
};

/** For a code block of its own: nothing in it can end it. */
export const block = (text: string, max = 700): string =>
  `\`\`\`\n${cut(plain(text, 4000), max).replaceAll('`', "'")}\n\`\`\``;

export const stepLines = ({ text, command }: Step, index: number): readonly string[] => [
  `${index + 1}. ${words(text)}`,
  ...(command === undefined ? [] : [block(command)]),
];

/** The dark palette: Discord shows a bar of it beside the embed. The word carries the meaning. */
export const COLOURS = { broken: 0xff5c5c, due: 0xf0e442, note: 0xb3a6ff, fine: 0x7be0b5 } as const;
