import { describe, expect, test } from 'vitest';
import { FURTHER, HARMLESS } from './further.ts';
import { firstOf, likeliest } from './library.ts';

describe('a whole text that somebody pasted in public', () => {
  test.each(FURTHER.map((one) => [one.source, one] as const))('%s has its right cause first', (_, { text, causes }) => {
    const explanation = firstOf(text);
    expect(explanation.known).toBe(true);
    expect(causes).toContain(likeliest(explanation));
  });

  test.each(FURTHER.filter(({ provider }) => provider !== null).map((one) => [one.source, one] as const))(
    '%s has it too where the issuer is said',
    (_, { text, provider, causes }) => {
      const explanation = firstOf(text, provider ?? undefined);
      expect(explanation).toMatchObject({ known: true, provider });
      expect(causes).toContain(likeliest(explanation));
    },
  );
});

describe('a text that says nothing of a token', () => {
  test.each(HARMLESS.map((text) => [text.slice(0, 60), text] as const))('%s: nobody knows it', (_, text) => {
    expect(firstOf(text).known).toBe(false);
  });
});
