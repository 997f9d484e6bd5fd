export type Element = {
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Node[];
};

/** Text is decoded, but for what stands in `<style>` and `<script>`. */
export type Node = Element | string;

export type Parsed = { readonly nodes: readonly Node[] } | { readonly fault: string };

type Open = Element & { readonly children: Node[] };

class Unread extends Error {}

const fail = (why: string): never => {
  throw new Unread(why);
};

const VOID = ['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr'];

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};

const ENTITY = /&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|(amp|lt|gt|quot|apos|nbsp));/gi;

const decoded = (text: string): string => {
  if (text.replace(ENTITY, '').includes('&')) fail(`a bare & in: ${text.trim()}`);
  return text.replace(ENTITY, (_, decimal?: string, hex?: string, name = '') => {
    const point = decimal ?? (hex === undefined ? undefined : `0x${hex}`);
    return point === undefined ? (NAMED[name.toLowerCase()] ?? '') : String.fromCodePoint(Number(point));
  });
};

const ATTRIBUTES = '(?:\\s+[a-z][a-z0-9:_-]*(?:="[^"<]*")?)*';

const TOKEN = new RegExp(
  [
    `<(?<raw>style|script)(?<of>${ATTRIBUTES})\\s*>(?<inside>.*?)</\\k<raw>>`,
    `<(?<end>/?)(?<tag>[a-z][a-z0-9-]*)(?<attributes>${ATTRIBUTES})\\s*(?<shut>/?)>`,
    '(?<text>[^<]+)',
    '(?<wrong><.{0,40})',
  ].join('|'),
  'gis',
);

const attributesOf = (tag: string, source: string): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const [, written = '', value = ''] of source.matchAll(/([a-z][a-z0-9:_-]*)(?:="([^"]*)")?/gi)) {
    const name = written.toLowerCase();
    if (found.has(name)) fail(`<${tag}> has ${name} twice`);
    found.set(name, decoded(value));
  }
  return found;
};

const opened = (tag: string, attributes: string, children: Node[] = []): Open => ({
  tag: tag.toLowerCase(),
  attributes: attributesOf(tag, attributes),
  children,
});

const text = (words: string): string => {
  if (words.includes('>')) fail(`a bare > in: ${words.trim()}`);
  return decoded(words);
};

const begin = (open: Open[], element: Open, shut: boolean): void => {
  if (VOID.includes(element.tag)) return;
  const drawing = [...open, element].some(({ tag }) => tag === 'svg');
  if (!shut) open.push(element);
  else if (!drawing) fail(`<${element.tag}/> closes nothing`);
};

const close = (open: Open[], tag: string, attributes: string): void => {
  const { tag: last } = open.pop() ?? fail('nothing is open');
  if (last !== tag.toLowerCase() || attributes !== '') fail(`</${tag}> closes <${last}>`);
};

/** `open` are the elements that are not closed, the innermost last. */
const take = (open: Open[], token: Readonly<Record<string, string | undefined>>): void => {
  const { raw, of = '', inside = '', end, tag = '', attributes = '', shut, text: words, wrong } = token;
  const { children } = open.at(-1) ?? fail(`</${tag}> closes nothing`);
  if (wrong !== undefined) fail(`no tag: ${wrong}`);
  if (words !== undefined) children.push(text(words));
  else if (raw !== undefined) children.push(opened(raw, of, [inside]));
  else if (end === '/') close(open, tag, attributes);
  else {
    const element = opened(tag, attributes);
    children.push(element);
    begin(open, element, shut === '/');
  }
};

/** Reads a piece of HTML as every browser does: each tag closed in its order, each value in quotes, each sign escaped. Nothing is repaired. */
export const parseHtml = (source: string): Parsed => {
  const root: Open = { tag: 'piece', attributes: new Map(), children: [] };
  const open = [root];
  try {
    for (const { groups = {} } of source.matchAll(TOKEN)) take(open, groups);
    const { tag } = open.at(-1) ?? fail('more is closed than is open');
    return tag === root.tag ? { nodes: root.children } : { fault: `<${tag}> is left open` };
  } catch (error) {
    if (error instanceof Unread) return { fault: error.message };
    throw error;
  }
};
