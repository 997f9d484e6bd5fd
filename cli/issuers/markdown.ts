import { plain } from '../render/plain.ts';
import type { Block, Item, Line } from './page.ts';

/** The same page in Markdown, a file of docs/providers. */
export const markdownPage = ([issuer, ...kinds]: readonly Block[]): string =>
  [
    `# ${escaped(issuer?.title ?? '')}`,
    '',
    `\`token-health providers ${issuer?.id}\` shows the same. Made from the catalogue: edit that, not this page.`,
    '',
    ...(issuer?.items ?? []).flatMap(itemLines),
    ...kinds.flatMap((kind) => ['', `## ${kind.id}: ${escaped(kind.title)}`, '', ...kind.items.flatMap(itemLines)]),
    '',
  ].join('\n');

const itemLines = ({ label, numbered, lines }: Item): readonly string[] => {
  const [only, ...others] = lines;
  const name = label === '' ? 'Request' : `${label[0]?.toUpperCase()}${label.slice(1)}`;
  if (only !== undefined && others.length === 0 && only.says === undefined) return [`- ${name}: ${lineText(only)}`];
  return [
    `- ${name}:`,
    ...lines.flatMap((line, n) => [
      `  ${numbered ? `${n + 1}.` : '-'} ${lineText(line)}`,
      ...(line.steps ?? []).map((step) => `    - ${escaped(step)}`),
    ]),
  ];
};

const lineText = ({ text, exact, says }: Line): string =>
  `${exact ? code(text) : escaped(text)}${says === undefined ? '' : `: ${escaped(says)}`}`;

/** Nothing in a code span is a mark; one that holds a backtick needs more of them around it. */
export const code = (text: string): string => {
  const one = plain(text);
  return one.includes('`') ? `\`\` ${one} \`\`` : `\`${one}\``;
};

/** Addresses stay as they are, to be clicked; `_` within a word is no mark. */
export const escaped = (text: string): string =>
  plain(text)
    .split(/(https?:\/\/[^\s<>`|]+)/)
    .map((part, n) => (n % 2 === 1 ? part : part.replace(/[\\`*<[\]|]|(?<!\w)_|_(?!\w)/g, '\\$&')))
    .join('');
