import { expect, test } from 'vitest';
import { FURTHER } from './further/all.ts';
import { judge } from './judge.ts';
import { NOT_YET } from './not-yet.ts';
import { REPORTED } from './reported/all.ts';
import { STORIES } from './stories.ts';

judge(FURTHER);

const idsOf = (bySubject: typeof FURTHER): readonly string[] =>
  Object.values(bySubject).flatMap((subject) => Object.values(subject).map(({ id }) => id));

test('further situations are numbered from 100 on, each once', () => {
  const ids = idsOf(FURTHER);
  expect(ids.filter((id) => !/^[A-Z]1\d\d$/.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});

test('what is not judged right yet is a situation of here', () => {
  const known = [...idsOf(REPORTED), ...idsOf(FURTHER), ...Object.values(STORIES).map(({ id }) => id)];
  const throughTheMonitor = ['X13', 'X18', 'X22'];
  expect(Object.keys(NOT_YET).filter((id) => !known.includes(id) && !throughTheMonitor.includes(id))).toEqual([]);
});
