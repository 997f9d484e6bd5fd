const VOID = ['meta', 'link', 'input'];
const ENTITY = /&(?!(?:amp|lt|gt|quot|#39);)/;

const decoded = (text: string): string =>
  text.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name] ?? "'",
  );

export type ReadPage = {
  /** `a href class`, in order: what is there, whatever is said in it. */
  readonly elements: readonly string[];
  readonly texts: readonly string[];
  /** Values of attributes, decoded. */
  readonly values: readonly string[];
};

const ATTRIBUTE = / ([a-z][\w-]*)(?:="([^"<>]*)")?/gi;

/** Reads a page of ours as strictly as it is written. Throws where anything is not closed, quoted or escaped. */
export const readPage = (source: string): ReadPage => {
  const fail = (why: string): never => {
    throw new Error(`no page of ours: ${why}`);
  };
  if (!source.startsWith('<!doctype html>\n')) fail('no doctype');
  const [open, elements, texts, values]: [string[], string[], string[], string[]] = [[], [], [], []];
  for (const [, markup, text = ''] of source.slice(16).matchAll(/(<[^>]*>)|([^<]+)/g)) {
    if (markup === undefined) {
      if (open.at(-1) === 'style' || text.trim() === '') continue;
      if (text.includes('>') || ENTITY.test(text)) fail(`not escaped: ${text}`);
      texts.push(decoded(text));
      continue;
    }
    const [, end, tag = fail(`no tag: ${markup}`), rest = ''] =
      /^<(\/?)([a-z][a-z0-9]*)((?: [^>]*)?)>$/i.exec(markup) ?? [];
    if (end === '/') {
      if (open.pop() !== tag || rest !== '') fail(`${markup} closes nothing`);
      continue;
    }
    const attributes = [...rest.matchAll(ATTRIBUTE)];
    if (rest.replace(ATTRIBUTE, '') !== '') fail(`${markup} is not written as it should be`);
    for (const [, name = '', value = ''] of attributes) {
      if (/^on|^style$/i.test(name) || ENTITY.test(value)) fail(`${name} in ${markup}`);
      values.push(decoded(value));
    }
    elements.push([tag, ...attributes.map(([, name]) => name)].join(' '));
    if (!VOID.includes(tag)) open.push(tag);
  }
  if (open.length > 0) fail(`<${open.join('><')}> is left open`);
  return { elements, texts, values };
};
