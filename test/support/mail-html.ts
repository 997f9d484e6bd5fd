/** What may stand in the HTML of a mail. Anything else is a fault of ours, or words of others that got out of their place. */
const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  html: ['lang'],
  head: [],
  meta: ['charset', 'name', 'content'],
  title: [],
  style: [],
  body: ['class', 'style'],
  div: ['class', 'style'],
  h1: ['class', 'style'],
  h2: ['class', 'style'],
  p: ['class', 'style'],
  b: [],
  br: [],
  span: ['class', 'style', 'aria-hidden'],
  table: ['style'],
  tbody: [],
  tr: [],
  th: ['scope', 'class', 'style'],
  td: ['style'],
  ul: ['style'],
  ol: ['style'],
  li: ['class', 'style'],
  pre: ['class', 'style'],
  a: ['class', 'href', 'style'],
};

const VOID = ['meta', 'br'];
const ENTITY = /&(?!(?:amp|lt|gt|quot|#39);)/;
/** What would fetch something, or run. */
const REMOTE = /url\(|@import|expression|behavior|javascript:|src=|srcset|http-equiv/i;

export type Page = {
  /** Addresses that can be pressed. */
  readonly hrefs: readonly string[];
  /** Every text that is shown, decoded, in order. */
  readonly texts: readonly string[];
};

const decoded = (text: string): string =>
  text.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name] ?? "'",
  );

/** Throws unless the page is well formed, of the tags above, and asks for nothing from outside. */
export const readHtml = (source: string): Page => {
  const fail = (why: string): never => {
    throw new Error(`no valid page: ${why}`);
  };
  if (!source.startsWith('<!doctype html>\n')) fail('no doctype');
  const open: string[] = [];
  const hrefs: string[] = [];
  const texts: string[] = [];
  const attributesOf = (tag: string, rest: string): void => {
    const allowed = ATTRIBUTES[tag] ?? fail(`<${tag}> is not allowed`);
    for (const [, name = '', value = ''] of rest.matchAll(/ ([a-z-]+)="([^"<>]*)"/g)) {
      if (!allowed.includes(name)) fail(`<${tag} ${name}> is not allowed`);
      if (ENTITY.test(value)) fail(`a bare & in ${name}`);
      if (REMOTE.test(value) && name !== 'href') fail(`${name} would fetch something`);
      if (name === 'href') hrefs.push(decoded(value));
    }
    if (rest.replace(/ [a-z-]+="[^"<>]*"/g, '') !== '') fail(`<${tag}${rest}> is not written as it should be`);
  };
  for (const [, markup, text = ''] of source.slice(16).matchAll(/(<[^>]*>)|([^<]+)/g)) {
    if (markup === undefined) {
      if (open.at(-1) === 'style') {
        if (REMOTE.test(text)) fail('the style would fetch something');
      } else {
        if (text.includes('>') || ENTITY.test(text)) fail(`text that is not escaped: ${text}`);
        if (open.includes('body') && text.trim() !== '') texts.push(decoded(text));
      }
      continue;
    }
    const [, end, tag = fail(`no tag: ${markup}`), rest = ''] =
      /^<(\/?)([a-z][a-z0-9]*)((?: [^>]*)?)>$/.exec(markup) ?? [];
    if (end === '/') {
      if (open.pop() !== tag || rest !== '') fail(`${markup} closes nothing`);
      continue;
    }
    attributesOf(tag, rest);
    if (!VOID.includes(tag)) open.push(tag);
  }
  if (open.length > 0) fail(`<${open.join('><')}> is left open`);
  for (const href of hrefs) if (!/^https:\/\/[!-~]+$/.test(href)) fail(`a link to ${href}`);
  return { hrefs, texts };
};
