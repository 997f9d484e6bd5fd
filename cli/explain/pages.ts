import { type MessagesFile, readMessages } from '../../adapters/issuers/messages.ts';
import { causesOf } from '../../core/explain/explain.ts';
import type { MessagesText, MessageText } from '../../providers/contract/messages.ts';
import { compileMessages } from '../../providers/kit/messages.ts';
import { escaped } from '../issuers/markdown.ts';
import { causeGloss, causeName } from './words.ts';

/** The pages of docs/errors by name: a person who searches a sentence finds it as a heading. */
export const errorPages = (files: readonly MessagesFile[]): ReadonlyMap<string, string> => {
  const read = files.map((file) => ({ file, said: readMessages(file) }));
  return new Map([
    ['README.md', indexPage(read)],
    ...read.map(({ file, said }) => [`${file.name}.md`, page(file.name, said)] as const),
  ]);
};

type Read = { readonly file: MessagesFile; readonly said: MessagesText };

const indexPage = (read: readonly Read[]): string => {
  const rooms = [...Map.groupBy(read, ({ file }) => file.room)].sort(([a], [b]) => (a < b ? -1 : 1));
  const count = read.reduce((all, { said }) => all + said.messages.length, 0);
  return [
    '# What errors about tokens mean',
    '',
    `${count} messages, by who says them: what each means, how sure that is, what to check first and what to do. \`token-health explain "TEXT"\` finds yours, however it was`,
    'wrapped, quoted or cut off. Made from `providers/errors`: edit that, not these pages.',
    ...rooms.flatMap(([room, some]) => ['', `## ${room}`, '', ...some.map(indexLine)]),
    '',
  ].join('\n');
};

const indexLine = ({ file, said }: Read): string =>
  `- [${escaped(said.from)}](${file.name}.md): ${said.messages.length}`;

const page = (name: string, said: MessagesText): string => {
  const { messages } = compileMessages(name, said);
  return [
    `# ${escaped(said.from)}: what its errors mean`,
    '',
    '`token-health explain "TEXT"` says the same of a text as you met it. Made from `providers/errors`: edit that, not this page.',
    '',
    `Read in: ${said.sources.map(escaped).join('; ')}.`,
    ...said.messages.flatMap((message, n) => {
      const compiled = messages[n];
      return compiled === undefined ? [] : ['', ...block(message, causesOf({ message: compiled, whole: true }))];
    }),
    '',
  ].join('\n');
};

const block = (said: MessageText, causes: ReturnType<typeof causesOf>): readonly string[] => [
  `## ${escaped(titleOf(said))}`,
  '',
  ...said.examples.slice(0, 2).flatMap((example) => ['```text', example.replaceAll('```', "'''"), '```', '']),
  escaped(said.means),
  '',
  ...causes.map(
    (cause, n) => `${n + 1}. **${escaped(causeName(cause))}** (${cause.confidence}): ${escaped(causeGloss(cause))}`,
  ),
  '',
  ...(said.check === undefined ? [] : [`Check first: ${escaped(said.check)}`, '']),
  'What to do:',
  '',
  ...said.do.map((step) => `- ${escaped(step)}`),
  ...(said.settle === undefined ? [] : ['', `What settles it: ${escaped(said.settle)}`]),
  ...(said.isNot === undefined ? [] : ['', `It is not: ${escaped(said.isNot)}`]),
  ...(said.source === undefined ? [] : ['', `Source: ${escaped(said.source)}`]),
  ...(said.docs === undefined ? [] : ['', `Docs: ${said.docs}`]),
];

/** Its words as people search them; of one that is told by a code alone, that. */
const titleOf = ({ says, codes = [] }: MessageText): string => {
  const [first] = says ?? [];
  if (first === undefined) return `Code ${codes.slice(0, 6).join(', ')}`;
  return first.replaceAll('*', '…').replace(/\s+/g, ' ').trim();
};
