import { describe, expect, test } from 'vitest';
import { firstOf, likeliest } from './library.ts';
import { REPORTED } from './reported.ts';

describe('an error that somebody pasted in public', () => {
  test.each(REPORTED.map((one) => [one.source, one] as const))(
    '%s has its right cause first',
    (_, { text, causes }) => {
      const explanation = firstOf(text);
      expect(explanation.known).toBe(true);
      expect(causes).toContain(likeliest(explanation));
    },
  );

  test.each(REPORTED.filter(({ provider }) => provider !== null).map((one) => [one.source, one] as const))(
    '%s has it too where the issuer is said',
    (_, { text, provider, causes }) => {
      const explanation = firstOf(text, provider ?? undefined);
      expect(explanation).toMatchObject({ known: true, provider });
      expect(causes).toContain(likeliest(explanation));
    },
  );
});
