import { expect, test } from 'vitest';
import { judge } from './judge.ts';
import { REPORTED } from './reported/all.ts';

judge(REPORTED);

test('every reported situation has an id of its own and its public source', () => {
  const situations = Object.values(REPORTED).flatMap((subject) => Object.values(subject));
  expect(new Set(situations.map(({ id }) => id)).size).toBe(situations.length);
  expect(situations.filter(({ source }) => !/^[\w.-]+\/[\w.-]+#\d+$/.test(source))).toEqual([]);
});
