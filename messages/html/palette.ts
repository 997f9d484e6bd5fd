/** What a colour says beside its word. */
type Tone = 'broken' | 'due' | 'note' | 'fine';

/** Colours of one mode. Every text reaches 4.5:1 on its ground: test/messages/mail and test/browser hold it. */
export type Palette = {
  readonly ground: string;
  readonly text: string;
  readonly muted: string;
  readonly link: string;
  /** Between one thing and the next; no text. */
  readonly rule: string;
  /** Ground of commands and evidence. */
  readonly block: string;
  readonly tones: Readonly<Record<Tone, string>>;
};

/** Tones that those who see red and green alike tell apart (ux.md 3.3); shape and word carry the meaning all the same. */
export const LIGHT: Palette = {
  ground: '#ffffff',
  text: '#1b232c',
  muted: '#56616d',
  link: '#0b57d0',
  rule: '#d5dbe1',
  block: '#f1f3f5',
  tones: { broken: '#5c0a14', due: '#9a6400', note: '#3b2fa0', fine: '#00755e' },
};

export const DARK: Palette = {
  ground: '#161d26',
  text: '#e6edf3',
  muted: '#a9b4c0',
  link: '#8fb8ff',
  rule: '#36424f',
  block: '#0d131a',
  tones: { broken: '#ff5c5c', due: '#f0e442', note: '#b3a6ff', fine: '#7be0b5' },
};
