import type { Telling } from '../../core/model/notice.ts';
import type { Story } from '../story/story.ts';
import { storyOf } from '../story/story-of.ts';
import type { Step } from '../words/steps.ts';
import type { Row } from '../words/where.ts';
import { code, fitting, foreign, MAX, type Notification, words } from './notification.ts';

/** A custom notification. Depends on the telling alone, so that a repeat reads the same. */
export const renderAmazonQ = (telling: Telling): Notification => {
  const story = storyOf(telling);
  return {
    version: '1.0',
    source: 'custom',
    id: story.id,
    content: {
      textType: 'client-markdown',
      title: `${SHAPES[story.tone]} ${story.word}  ${foreign(story.name, MAX.title - 50)}`,
      description: fitting(linesOf(story), MAX.description),
      ...(story.steps.length > 0 && { nextSteps: story.steps.map(stepOf) }),
      keywords: [story.kind, story.severity, story.incident].map((word) => foreign(word, 40)),
    },
    metadata: {
      threadId: story.incident,
      summary: foreign(story.preview, 150),
      eventType: `token-health-${story.kind}`,
      relatedResources:
        story.listed.length > 0 ? story.listed.map(([, name]) => foreign(name, 80)) : [foreign(story.name, 80)],
      additionalContext: { severity: story.severity, incident: story.incident },
    },
  };
};

/** The shape says it as well as the colour. */
const SHAPES = { broken: '🛑', due: '⏳', note: 'ℹ️', fine: '✅' } as const;

const linesOf = ({
  lead,
  identity,
  facts,
  listed,
  rest,
  next,
  links,
  incident,
  where,
  why,
}: Story): readonly string[] =>
  [
    lead === undefined ? '' : `*${foreign(lead, 250)}*`,
    foreign(identity, 250),
    ...facts.map(rowLine),
    ...listed.map(([state, name, fact]) => `*${state}* ${foreign(name, 60)}: ${foreign(fact, 100)}`),
    rest ?? '',
    `Next: ${next.join(' ')}`,
    ...links.filter(({ label }) => label !== 'Secret').map(({ label, url }) => `${label}: ${url}`),
    [incident, ...where, why].map((part) => foreign(part, 100)).join(' · '),
  ].filter((line) => line !== '');

const rowLine = ([label, text]: Row): string => `*${label}* ${foreign(text, 300)}`;

/** What does not fit is the end of the sentence, never of the command. */
const stepOf = ({ text, command }: Step): string => {
  if (command === undefined) return words(text, 600);
  const made = code(command);
  return made.length > MAX.step ? `${words(text, 600)} (command: see the mail)` : `${words(text, 200)} ${made}`;
};
