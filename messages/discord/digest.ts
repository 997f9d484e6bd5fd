import type { DigestNotice } from '../../core/model/notice.ts';
import { type DigestPart, digestSubject, digestWords } from '../digest/words.ts';
import { COLOURS, type DiscordMessage, foreign, message } from './markup.ts';

export const discordDigest = (notice: DigestNotice): DiscordMessage => {
  const words = digestWords(notice);
  const { now, due } = notice.digest.sections;
  return message({
    preview: foreign(digestSubject(notice), 200),
    title: `${words.word}  ${foreign(words.who, 120)}`,
    color: now.count > 0 ? COLOURS.broken : due.count > 0 ? COLOURS.due : COLOURS.fine,
    lines: [
      foreign(words.top, 200),
      ...[words.sweeps, words.well, words.healthy].filter((line) => line !== '').map((line) => foreign(line, 300)),
    ],
    fields: [
      ...words.parts.map((part) => [part.title, partLines(part)] as const),
      [words.latelyTitle, [foreign(words.lately, 400)]],
      ['What happens next', [words.next]],
    ],
    footer: `${notice.incident} · ${words.whyYou}`,
  });
};

const partLines = ({ lines, rest }: DigestPart): readonly string[] => [
  ...lines.map(({ state, name, fact }) => `**${foreign(state, 30)}** ${foreign(name, 60)}: ${foreign(fact, 120)}`),
  ...(rest > 0 ? [`and ${rest} more`] : []),
];
