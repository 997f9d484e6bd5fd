import { plain } from '../../core/base/text.ts';
import { escaped, Html, html, MOST } from '../html/html.ts';
import { safeUrl } from '../words/where.ts';
import { STYLES } from './styles.ts';

const ADDRESS = /https:\/\/[^\s<>"|]+/g;

export const link = (url: string, text: string, style: string = STYLES.link): Html =>
  html`<a class="a" href="${url}" style="${style}">${text}</a>`;

/** Words with addresses of ours, which may be pressed. Only for words in which those of others are defanged. */
export const linked = (text: string): Html => {
  const line = plain(text, MOST);
  const addresses = line.match(ADDRESS) ?? [];
  // What is between addresses keeps the space at its end.
  return html`${line.split(ADDRESS).flatMap((part, n) => [new Html(escaped(part)), addressOf(addresses[n] ?? '')])}`;
};

const addressOf = (text: string): Html => {
  const url = safeUrl(text);
  return url === undefined ? html`${text}` : link(url, url);
};
