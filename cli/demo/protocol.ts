import type { Alert, AlertKind } from '../../core/alert.ts';
import { causeOf } from '../../core/diagnosis.ts';
import type { Stored } from '../../monitor/store-look.ts';
import type { Expected, Role } from './cast.ts';

/** What was seen and told of each token, to hold against what was expected. */
export type Protocol = {
  readonly see: (stored: Stored) => void;
  readonly tell: (alerts: readonly Alert[]) => void;
  readonly told: (name: string, kind: AlertKind) => boolean;
  readonly everyoneIs: (kind: AlertKind, names: readonly string[]) => boolean;
  /** A sentence for everything that is not as the cast expects; empty when all is. */
  readonly mistakes: (cast: readonly Role[]) => readonly string[];
};

type Notes = { first?: Expected; last?: Expected; readonly told: AlertKind[] };

export const protocol = (): Protocol => {
  const notes = new Map<string, Notes>();
  const of = (name: string): Notes => {
    const known = notes.get(name) ?? { told: [] };
    notes.set(name, known);
    return known;
  };
  const told = (name: string, kind: AlertKind): boolean => of(name).told.includes(kind);
  return {
    see: ({ look, step }) => {
      const note = of(look.ref.name);
      const opinion: Expected = verdictOf(step.confirmAt === undefined ? look.diagnosis : step.record.diagnosis);
      note.first ??= opinion;
      note.last = opinion;
    },
    tell: (alerts) => {
      for (const { ref, kind } of alerts) of(ref.name).told.push(kind);
    },
    told,
    everyoneIs: (kind, names) => names.every((name) => told(name, kind)),
    mistakes: (cast) => cast.flatMap((role) => mistakesOf(role, of(role.name))),
  };
};

const verdictOf = (diagnosis: Stored['look']['diagnosis']): Expected => {
  const cause = causeOf(diagnosis);
  return cause === undefined ? [diagnosis.verdict] : [diagnosis.verdict, cause];
};

const mistakesOf = (role: Role, { first, last, told }: Notes): readonly string[] => [
  ...differing(`${role.name}: verdict at first`, first?.join(', '), role.first.join(', ')),
  ...differing(`${role.name}: verdict at the end`, last?.join(', '), (role.last ?? role.first).join(', ')),
  ...differing(`${role.name}: told`, told.join(', '), ['started', ...role.told].join(', ')),
];

const differing = (what: string, is: string | undefined, expected: string): readonly string[] =>
  is === expected ? [] : [`${what} ${is || 'nothing'}, expected ${expected}`];
