import { plain } from '../../core/base/text.ts';

/** HTML that is whole and well formed. Made by `html` alone, so that no text passes for it. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

type Part = string | Html | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Longer is no word for a reader. */
export const MOST = 4000;

export const escaped = (line: string): string => line.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? '');

const markupOf = (part: Part): string => {
  if (typeof part === 'string') return escaped(plain(part, MOST));
  return part instanceof Html ? part.markup : part.map(({ markup }) => markup).join('');
};

/** What stands in the template is ours; every string that is put in is escaped, in text and in attributes alike. */
export const html = (ours: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(ours.map((text, n) => text + markupOf(parts[n] ?? '')).join(''));

/** Of our own text alone, such as a style sheet: nothing in it is escaped. */
export const trusted = (markup: string): Html => new Html(markup);

/** Line under line in a block that keeps its line breaks. */
export const lines = (texts: readonly string[]): Html =>
  new Html(texts.map((text) => escaped(plain(text, MOST))).join('\n'));
