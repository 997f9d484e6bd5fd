import { describe, expect, test } from 'vitest';
import type { TokenRecord } from '../../../core/model/record.ts';
import { tokenId } from '../../../core/model/token.ts';
import { findToken } from '../../../monitor/quiet/find.ts';
import { sampleRecord } from '../../adapters/local/samples.ts';

const ARN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:';
const one = (name: string, field?: string, source = `${ARN}${name}-AbCdEf`): TokenRecord => ({
  ...sampleRecord(name),
  ref: { id: tokenId(source, field), name, source, ...(field !== undefined && { field }) },
});

const BOT = one('prod/discord-bot');
const KEYS = [one('prod/keys', 'A'), one('prod/keys', 'B')];
const TWINS = [one('prod/twin', undefined, 'file:/a:T'), one('prod/twin', undefined, 'file:/b:T')];
const ALL = [BOT, ...KEYS, one('prod/single', 'TOKEN'), ...TWINS];

describe('a token is found', () => {
  test.each([
    ['by the name of its secret', 'prod/discord-bot', BOT],
    ['by where it is', BOT.ref.source, BOT],
    ['by its id', BOT.ref.id, BOT],
    ['by secret and field', 'prod/keys#B', KEYS[1]],
    ['as it is printed', 'prod/keys.B', KEYS[1]],
    ['by the name of a secret that holds no other', 'prod/single', ALL[3]],
    ['by where it is, when there are two of one name', 'file:/b:T', TWINS[1]],
  ])('%s', (_sentence, name, record) => expect(findToken(name, ALL)).toEqual({ record }));
});

describe('a token is not found', () => {
  test.each([
    [
      'by the name of a secret that holds several',
      'prod/keys',
      { refused: 'several tokens', names: ['prod/keys#A', 'prod/keys#B'] },
    ],
    ['by a name that two have', 'prod/twin', { refused: 'several tokens', names: ['file:/a:T', 'file:/b:T'] }],
    [
      'by a slip of the keys, and the nearest is named',
      'prod/discrod-bot',
      { refused: 'unknown token', near: 'prod/discord-bot', known: 6 },
    ],
    ['by a field that is not there', 'prod/keys#Z', { refused: 'unknown token', near: 'prod/keys#A', known: 6 }],
    ['by any other word', 'nonsense', { refused: 'unknown token', known: 6 }],
  ])('%s', (_sentence, name, refused) => expect(findToken(name, ALL)).toEqual(refused));
});
