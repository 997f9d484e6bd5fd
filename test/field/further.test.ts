import { expect, test } from 'vitest';
import { FURTHER } from './further/all.ts';
import { judge } from './judge.ts';

judge(FURTHER);

const idsOf = (bySubject: typeof FURTHER): readonly string[] =>
  Object.values(bySubject).flatMap((subject) => Object.values(subject).map(({ id }) => id));

test('further situations are numbered from 100 on, each once', () => {
  const ids = idsOf(FURTHER);
  expect(ids.filter((id) => !/^[A-Z]1\d\d$/.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});
