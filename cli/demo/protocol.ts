import type { AlertKind } from '../../core/model/alert.ts';
import { causeOf, type Diagnosis } from '../../core/model/diagnosis.ts';
import { isNotice, type Notice, type Telling } from '../../core/model/notice.ts';
import type { Stored } from '../../monitor/probe/settle.ts';
import type { Expected, Role } from './cast/role.ts';

/** What was seen and told of each token, to hold against what its role expects. */
export type Protocol = {
  readonly see: (stored: Stored) => void;
  readonly tell: (telling: Telling) => void;
  readonly wereTold: (kind: AlertKind, names: readonly string[]) => boolean;
  /** A sentence for everything that is not as expected; empty when all is. */
  readonly mistakes: (cast: readonly Role[]) => readonly string[];
};

type Notes = { first?: Expected; last?: Expected; readonly told: AlertKind[] };

export const protocol = (): Protocol => {
  const notes = new Map<string, Notes>();
  const unplanned: string[] = [];
  // Somebody asked for quiet at the page: what is told of these from then on is theirs to say.
  const hushed = new Set<string>();
  const of = (name: string): Notes => {
    const known = notes.get(name) ?? { told: [] };
    notes.set(name, known);
    return known;
  };
  return {
    see: ({ look, step }) => {
      const note = of(look.ref.name);
      note.last = opinionOf(step.record.diagnosis);
      note.first ??= note.last;
    },
    tell: (telling) => {
      if (isNotice(telling)) {
        const [notice] = telling;
        if (notice.kind === 'acknowledged') hushed.add(notice.ref.name);
        else unplanned.push(unplannedOf(notice));
      } else for (const { ref, kind } of telling) of(ref.name).told.push(kind);
    },
    wereTold: (kind, names) => names.every((name) => of(name).told.includes(kind)),
    mistakes: (cast) => [
      ...unplanned.map((what) => `${what}; none was planned`),
      ...cast.flatMap((role) => (hushed.has(role.name) ? [] : mistakesOf(role, of(role.name)))),
    ],
  };
};

const unplannedOf = (notice: Exclude<Notice, { kind: 'acknowledged' }>): string => {
  switch (notice.kind) {
    case 'outage':
      return `an outage of ${notice.host} was told`;
    case 'gone':
      return 'a secret was told to be watched no longer';
    case 'subscribers':
      return 'subscribers were told to be lost';
    case 'digest':
      return 'a digest was told';
    case 'test':
      return 'a test was sent';
    case 'channel':
      return `the channel ${notice.channel} was told to be down`;
  }
};

const opinionOf = (diagnosis: Diagnosis): Expected => {
  const cause = causeOf(diagnosis);
  return cause === undefined ? [diagnosis.verdict] : [diagnosis.verdict, cause];
};

const mistakesOf = ({ name, verdict, told }: Role, notes: Notes): readonly string[] => [
  ...differing(`${name}, verdict at first`, notes.first ?? [], verdict),
  ...differing(`${name}, verdict at the end`, notes.last ?? [], verdict),
  ...differing(`${name}, told`, notes.told, ['started', ...told]),
];

type Words = readonly (string | undefined)[];

const differing = (what: string, is: Words, expected: Words): readonly string[] =>
  is.join() === expected.join() ? [] : [`${what}: ${is.join(', ') || 'nothing'}; expected: ${expected.join(', ')}`];
