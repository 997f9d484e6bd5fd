import { describe, expect, test } from 'vitest';
import { REGISTRY } from '../../../adapters/issuers/built-in.ts';
import { saysAt } from '../../../core/diagnose/says.ts';
import { kindOf } from '../../../monitor/inspect/kind.ts';
import { kindId } from '../../../providers/provider.ts';
import { SAMPLES } from '../../support/samples.ts';

const CLASSIC = SAMPLES['github.classic'] ?? '';
const BOT = SAMPLES['discord.bot'] ?? '';

const found = (value: string, tagged: string): string => {
  const kind = kindOf(value, tagged, REGISTRY, saysAt('prod/keys'));
  return 'kind' in kind ? kindId(kind.kind) : kind.unreadable.detail;
};

describe('which kind a token is', () => {
  test.each([
    ['as the tag says, though its shape is damaged', BOT.slice(0, 20), 'discord.bot', 'discord.bot'],
    ['by its shape among all', CLASSIC, 'auto', 'github.classic'],
    ['by its shape within an issuer', BOT, 'discord', 'discord.bot'],
    ['quoted, by its shape within an issuer', `"${BOT}"`, 'discord', 'discord.bot'],
    [
      'of another issuer than its tag says: the first of that issuer, which will say so',
      CLASSIC,
      'discord',
      'discord.bot',
    ],
    ['of a shape that several have', 'nothing-that-is-known', 'auto', 'its shape fits several kinds'],
    ['unknown to all', 'no!', 'auto', 'it has the shape of no token that is known'],
    ['unknown to its issuer', 'nothing-that-is-known', 'discord', 'it has the shape of no discord token'],
    ['of an issuer that nobody knows', BOT, 'discrod', 'no issuer or kind is called "discrod"'],
    ['of a kind that nobody knows', BOT, 'discord.bto', 'no issuer or kind is called "discord.bto"'],
  ])('%s', (_sentence, value, tagged, expected) => expect(found(value, tagged)).toBe(expected));
});
