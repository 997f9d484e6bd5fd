import type { Story, Tone } from '../story/story.ts';

const SHAPES: Readonly<Record<Tone, string>> = { broken: '✕', due: '!', note: '?', fine: '✓' };

/** Before the word of the headline. A first sight asks nothing. */
export const shapeOf = ({ kind, tone }: Pick<Story, 'kind' | 'tone'>): string =>
  kind === 'started' ? '•' : SHAPES[tone];
