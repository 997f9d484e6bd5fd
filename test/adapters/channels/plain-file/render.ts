import { ascii } from '../../../../core/base/text.ts';
import type { Telling } from '../../../../core/model/notice.ts';
import type { Story } from '../../../../messages/story/story.ts';
import { storyOf } from '../../../../messages/story/story-of.ts';

export type PlainText = { readonly id: string; readonly lines: readonly string[] };

/** Lines of ASCII: nothing in them can end a line, move a cursor or be taken for the heading of another message. */
export const renderPlain = (telling: Telling): PlainText => {
  const story = storyOf(telling);
  return { id: ascii(story.id), lines: linesOf(story).map((line) => ascii(line)) };
};

const linesOf = ({ preview, incident, identity, facts, listed, rest, steps, next }: Story): readonly string[] => [
  `${preview} [${incident}]`,
  ...[identity].filter((line) => line !== ''),
  ...facts.map(([label, text]) => `  ${label}: ${text}`),
  ...listed.map(([state, name, fact]) => `  ${state} ${name}: ${fact}`),
  ...(rest === undefined ? [] : [`  ${rest}`]),
  ...steps.map(({ text, command = '' }, index) => `  ${index + 1}. ${text} ${command}`),
  `  ${next.join(' ')}`,
];
