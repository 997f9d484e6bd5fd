import { cut, defang, plain } from '../../core/base/text.ts';
import { safeUrl } from '../words/where.ts';

/**
 * Words that are shown as they are: a TextRun knows no Markdown, so nothing has to be escaped and no client can read an escape in its own
 * way (learn.microsoft.com/adaptive-cards/create/textfeatures).
 */
type Run = {
  readonly type: 'TextRun';
  readonly text: string;
  readonly weight?: 'Bolder';
  readonly size?: 'Large';
  readonly isSubtle?: true;
  readonly fontType?: 'Monospace';
  readonly selectAction?: OpenUrl;
};

export type OpenUrl = { readonly type: 'Action.OpenUrl'; readonly title?: string; readonly url: string };

type Line = { readonly type: 'RichTextBlock'; readonly inlines: readonly Run[]; readonly spacing?: 'None' | 'Small' };
type Title = { readonly type: 'TextBlock'; readonly text: string; readonly weight: 'Bolder'; readonly wrap: true };
type Facts = {
  readonly type: 'FactSet';
  readonly facts: readonly { readonly title: string; readonly value: string }[];
};
type Head = {
  readonly type: 'Container';
  readonly style: 'attention' | 'warning' | 'accent' | 'good';
  readonly bleed: true;
  readonly items: readonly Line[];
};

export type Element = Line | Title | Facts | Head;

/** What the trigger "When a Teams webhook request is received" takes (learn.microsoft.com/connectors/teams, Request Body Schema). */
export type TeamsMessage = {
  readonly type: 'message';
  /** What a notification shows. */
  readonly summary: string;
  readonly attachments: readonly [
    {
      readonly contentType: 'application/vnd.microsoft.card.adaptive';
      readonly contentUrl: null;
      readonly content: {
        readonly $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
        readonly type: 'AdaptiveCard';
        readonly version: '1.4';
        readonly fallbackText: string;
        readonly msteams: { readonly width: 'Full' };
        readonly body: readonly Element[];
        readonly actions: readonly OpenUrl[];
      };
    },
  ];
};

export const cardOf = (
  preview: string,
  body: readonly Element[],
  links: readonly (readonly [title: string, url: string])[],
): TeamsMessage => ({
  type: 'message',
  summary: words(preview, 200),
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      contentUrl: null,
      content: {
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
        type: 'AdaptiveCard',
        version: '1.4',
        fallbackText: words(preview, 200),
        msteams: { width: 'Full' },
        body,
        actions: links.map(([title, url]) => ({ type: 'Action.OpenUrl', title, url })),
      },
    },
  ],
});

/** Words from outside: one plain line, nothing to click, nobody called. */
export const words = (text: string, max = 400): string =>
  cut(defang(plain(text, 2000)), max).replace(/<(?=\/?at\b)/gi, '‹');

const run = (text: string, look: Omit<Run, 'type' | 'text'> = {}): Run => ({ type: 'TextRun', text, ...look });

export const bold = (text: string): Run => run(text, { weight: 'Bolder' });
export const large = (text: string): Run => run(text, { weight: 'Bolder', size: 'Large' });
export const said = (text: string): Run => run(text);
export const subtle = (text: string): Run => run(text, { isSubtle: true });
export const code = (text: string): Run => run(text, { fontType: 'Monospace' });

export const line = (...inlines: readonly Run[]): Line => ({ type: 'RichTextBlock', inlines, spacing: 'Small' });

export const title = (text: string): Title => ({ type: 'TextBlock', text, weight: 'Bolder', wrap: true });

const ADDRESS = /https:\/\/[^\s<>"|]+/g;

/** Our own words, with addresses of ours to be clicked. */
export const linked = (text: string, max = 400): readonly Run[] => {
  const whole = cut(plain(text, 2000), max);
  const parts = whole.split(ADDRESS);
  const addresses = whole.match(ADDRESS) ?? [];
  return parts.flatMap((part, n) => {
    const url = safeUrl(addresses[n]);
    const link = url === undefined ? [] : [run(url, { selectAction: { type: 'Action.OpenUrl', url } })];
    return [...(part === '' ? [] : [run(part.replace(/<(?=\/?at\b)/gi, '‹'))]), ...link];
  });
};

/** A FactSet is Markdown: bold, italic, links and lists (learn.microsoft.com/microsoftteams, Format cards in Teams). */
export const fact = ([label, text]: readonly [string, string]) => ({ title: label, value: escaped(words(text)) });

const escaped = (text: string): string =>
  text
    .replace(/[\\*_[\]`~]/g, '\\$&')
    .replace(/^[-+#>]/, '\\$&')
    .replace(/^(\d+)(?=[.)])/, '$1\\')
    .replace(/\{(?=\{)/g, '{ ');
