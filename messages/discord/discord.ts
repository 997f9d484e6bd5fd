import type { Telling } from '../../core/model/notice.ts';
import type { Story } from '../story/story.ts';
import { storyOf } from '../story/story-of.ts';
import type { Row } from '../words/where.ts';
import { discordDigest } from './digest.ts';
import { COLOURS, type DiscordMessage, foreign, message, stepLines, words } from './markup.ts';

/** An embed by webhook: `content` is what a phone shows. Depends on the telling alone, so that a repeat reads the same. */
export const renderDiscord = (telling: Telling): DiscordMessage => {
  const [first] = telling;
  if (first.kind === 'digest') return discordDigest(first);
  const story = storyOf(telling);
  return message({
    preview: foreign(story.preview, 200),
    title: `${story.word}  ${foreign(story.name, 150)}`,
    color: COLOURS[story.tone],
    lines: linesOf(story),
    fields: [
      [story.stepsTitle, story.steps.flatMap(stepLines)],
      ['What changed', story.changed.map(rowLine)],
      ['Evidence', story.evidence.slice(0, MOST_EVIDENCE).map((line) => foreign(line, 200))],
      ['What happens next', [story.next.join(' ')]],
      ['Read', story.links.filter(({ label }) => label !== 'Secret').map(({ url }) => url)],
    ],
    footer: [story.incident, ...story.where, story.why].join(' · '),
  });
};

/** The mail has all of it. */
const MOST_EVIDENCE = 3;

const linesOf = ({ lead, identity, facts, listed, rest }: Story): readonly string[] =>
  [
    lead === undefined ? '' : `**${foreign(lead, 200)}**`,
    foreign(identity, 300),
    ...facts.map(rowLine),
    ...listed.map(([state, name, fact]) => `**${state}** ${foreign(name, 60)}: ${foreign(fact, 120)}`),
    rest ?? '',
  ].filter((line) => line !== '');

/** Words of others are defanged in a row: an address that is left is ours. */
const rowLine = ([label, text]: Row): string => `**${label}** ${words(text, 400)}`;
