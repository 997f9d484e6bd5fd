import { cut, plain } from '../../core/base/text.ts';
import type { Story } from '../story/story.ts';
import type { Step } from '../words/steps.ts';
import type { Row } from '../words/where.ts';

/**
 * Words for a pager, which hands them on to places that nobody knows beforehand: mail, chat, a telephone. Plain, on one line, with
 * nothing that opens a tag or calls somebody in any of them.
 */
export const tame = (text: string, max: number): string =>
  within(
    plain(text, 4000)
      .replaceAll('<', '‹')
      .replace(/@(?=everyone|here|channel|all)/gi, '@ '),
    max,
  );

/** Limits of others count an emoji as two. */
const within = (text: string, max: number): string => {
  const short = cut(text, max);
  return short.length <= max ? short : cut(short, max >> 1);
};

/** What a phone shows: the word, the name and the fact, then the incident by which the other messages are found. */
export const headline = ({ preview, incident }: Story, max: number): string => {
  const id = ` [${tame(incident, 16)}]`;
  return `${tame(preview, max - id.length)}${id}`;
};

export type Section = readonly [title: string, lines: readonly string[]];

/** In the order in which they are read; empty ones are left out. */
export const sectionsOf = (story: Story): readonly Section[] =>
  (
    [
      ['What', [story.lead ?? '', story.identity].filter((line) => line !== '').map((line) => tame(line, 400))],
      ['Facts', story.facts.map(rowLine)],
      [
        TOKENS,
        [...story.listed.map(([state, name, fact]) => tame(`${state} ${name}: ${fact}`, 200)), ...restLine(story)],
      ],
      [story.stepsTitle, story.steps.flatMap(stepLines)],
      [CHANGED, story.changed.map(rowLine)],
      [EVIDENCE, story.evidence.map((line) => tame(line, 400))],
      [NEXT, [tame(story.next.join(' '), 1000)]],
      ['Why you', [tame(story.why, 200)]],
    ] satisfies readonly Section[]
  ).filter(([, lines]) => lines.length > 0);

const TOKENS = 'Tokens';
const CHANGED = 'What changed';
const EVIDENCE = 'Evidence';
const NEXT = 'What happens next';

/** What is done without first, where room is short: never what it is, its facts and what to do. */
const LEAST_NEEDED_FIRST: readonly string[] = [EVIDENCE, CHANGED, TOKENS, NEXT];

/** Whole sections are left out until the rest has at most so many characters. */
export const fitting = (sections: readonly Section[], most: number): readonly Section[] => {
  let kept = sections;
  for (const title of LEAST_NEEDED_FIRST) {
    if (sizeOf(kept) <= most) return kept;
    kept = kept.filter(([name]) => name !== title);
  }
  return kept;
};

/** As `asText` writes them. */
const sizeOf = (sections: readonly Section[]): number => asText(sections).length;

export const asText = (sections: readonly Section[]): string =>
  sections.map(([title, lines]) => [title.toUpperCase(), ...lines].join('\n')).join('\n\n');

const rowLine = ([label, text]: Row): string => `${label}: ${tame(text, 400)}`;

const restLine = ({ rest }: Story): readonly string[] => (rest === undefined ? [] : [tame(rest, 200)]);

const stepLines = ({ text, command }: Step, index: number): readonly string[] => [
  `${index + 1}. ${tame(text, 700)}`,
  ...(command === undefined ? [] : [`   ${tame(command, 700)}`]),
];
