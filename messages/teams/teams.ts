import type { Telling } from '../../core/model/notice.ts';
import type { Link, Story, Tone } from '../story/story.ts';
import { storyOf } from '../story/story-of.ts';
import type { Step } from '../words/steps.ts';
import {
  bold,
  cardOf,
  code,
  type Element,
  fact,
  large,
  line,
  linked,
  said,
  subtle,
  type TeamsMessage,
  title,
  words,
} from './card.ts';

/** An Adaptive Card. Depends on the telling alone, so that a repeat reads the same. */
export const renderTeams = (telling: Telling): TeamsMessage => {
  const story = storyOf(telling);
  const parts = partsOf(story);
  const links = story.links.map(({ label, url }) => [LINKS[label], url] as const);
  const make = (left: Parts): TeamsMessage => cardOf(story.preview, Object.values(left).flat(), links);
  return LEAST_FIRST.reduce((card, _, n) => (fits(card) ? card : make(without(parts, n))), make(parts));
};

/** Bytes. Teams takes about 28 KB with all that it adds (learn.microsoft.com/connectors/teams, Message size limit). */
const MOST = 24 * 1024;

const fits = (card: TeamsMessage): boolean => Buffer.byteLength(JSON.stringify(card)) <= MOST;

const LINKS: Readonly<Record<Link['label'], string>> = {
  Secret: 'Open the secret',
  Runbook: 'Runbook',
  Docs: 'Docs',
  Status: 'Status page',
};

const STYLES = { broken: 'attention', due: 'warning', note: 'accent', fine: 'good' } as const satisfies Record<
  Tone,
  string
>;

type Parts = Readonly<
  Record<'head' | 'facts' | 'listed' | 'steps' | 'changed' | 'evidence' | 'next' | 'foot', readonly Element[]>
>;

/** What goes first where not all of it fits: the remedy stays. */
const LEAST_FIRST = ['evidence', 'changed', 'next', 'listed', 'facts'] as const;

const without = (parts: Parts, n: number): Parts => ({
  ...parts,
  ...Object.fromEntries(LEAST_FIRST.slice(0, n + 1).map((name) => [name, []])),
  foot: [line(subtle('More is in the mail.')), ...parts.foot],
});

/** In the order in which they are read. */
const partsOf = (story: Story): Parts => ({
  head: [headOf(story)],
  facts: story.facts.length === 0 ? [] : [{ type: 'FactSet', facts: story.facts.map(fact) }],
  listed: [
    ...story.listed.map(([state, name, what]) =>
      line(bold(`${state} `), said(`${words(name, 80)}: ${words(what, 120)}`)),
    ),
    ...(story.rest === undefined ? [] : [line(said(story.rest))]),
  ],
  steps: titled(story.stepsTitle, story.steps.flatMap(stepOf)),
  changed: titled(
    'What changed',
    story.changed.map(([label, text]) => line(bold(`${label} `), said(words(text)))),
  ),
  evidence: titled(
    'Evidence',
    story.evidence.slice(0, MOST_EVIDENCE).map((one) => line(code(words(one, 250)))),
  ),
  next: titled('What happens next', [line(said(story.next.join(' ')))]),
  foot: [line(subtle([story.incident, ...story.where, story.why].map((part) => words(part, 120)).join(' · ')))],
});

const MOST_EVIDENCE = 4;

const headOf = ({ tone, word, name, identity, lead }: Story): Element => ({
  type: 'Container',
  style: STYLES[tone],
  bleed: true,
  items: [
    line(large(`${word}  ${words(name, 150)}`)),
    ...(identity === '' ? [] : [line(subtle(words(identity, 300)))]),
    ...(lead === undefined ? [] : [line(bold(words(lead, 300)))]),
  ],
});

const titled = (text: string, lines: readonly Element[]): readonly Element[] =>
  lines.length === 0 ? [] : [title(text), ...lines];

const stepOf = ({ text, command }: Step, index: number): readonly Element[] => [
  line(bold(`${index + 1}. `), ...linked(text, 600)),
  ...(command === undefined ? [] : [line(code(command))]),
];
