import { skewWords } from '../../core/diagnose/evidence.ts';
import type { Suspect } from '../commands/suspects.ts';
import { plain } from './plain.ts';
import { issuerOf, labelOf, type Shown } from './shown.ts';
import { plural } from './summary.ts';

/** What is worth reading and no finding: it never changes the exit code. */
export type Note = {
  readonly about: 'clock' | 'paused' | 'name' | 'unknown issuer' | 'setting';
  /** Name of the variable or secret; absent where it is about none. */
  readonly token?: string;
  /** For people: `.env line 3`. */
  readonly where?: string;
  readonly says: string;
};

type Noted = {
  readonly file?: string;
  readonly suspects: readonly Suspect[];
  readonly paused: readonly { readonly name: string; readonly where: string }[];
};

const SAYS = {
  name: 'named like a token, not shaped like one: say what it is by --provider or a comment',
  'unknown issuer': 'shaped like a token of an issuer that is not known here: nobody is asked about it',
  paused: 'paused by enabled=false: not asked',
} as const;

/** Everything to note, for programs: one for each variable. */
export const notesOf = (rows: readonly Shown[], { suspects, paused }: Noted): readonly Note[] => [
  ...suspects.map(({ name, where, why }): Note => ({ about: why, token: plain(name), where, says: SAYS[why] })),
  ...paused.map(({ name, where }): Note => ({ about: 'paused', token: plain(name), where, says: SAYS.paused })),
  ...rows
    .filter(isQuiet)
    .flatMap((row) =>
      (row.diagnosis.remarks ?? []).map(
        (says): Note => ({ about: 'setting', token: labelOf(row), where: row.where, says: plain(says) }),
      ),
    ),
  ...clockNote(rows),
];

/** A token that has a section says it there. */
const isQuiet = ({ diagnosis: { verdict } }: Shown): boolean => verdict === 'healthy';

const clockNote = (rows: readonly Shown[]): readonly Note[] => {
  const apart = rows.flatMap((row) => {
    const skew = row.diagnosis.exchange?.skew;
    return skew === undefined ? [] : [{ words: skewWords(skew), issuer: issuerOf(row) }];
  });
  if (apart.length === 0) return [];
  const said = [...Map.groupBy(apart, ({ words }) => words)].map(
    ([words, group]) => `${words} ${possessive([...new Set(group.map(({ issuer }) => issuer))])}`,
  );
  return [{ about: 'clock', says: `our clock is ${said.join(', and ')}: a date counts as reached when both say so` }];
};

/** `Discord's`; of several `the issuers' (Discord, GitHub)`. */
const possessive = (issuers: readonly string[]): string =>
  issuers.length === 1 ? `${issuers[0]}'s` : `the issuers' (${issuers.join(', ')})`;

/** The same for people, one line for each thing that is said. */
export const noteLines = (notes: readonly Note[], file: string | undefined): readonly string[] => {
  const about = (kind: Note['about']): readonly Note[] => notes.filter((note) => note.about === kind);
  const list = (some: readonly Note[]): string =>
    some
      .map(({ token = '', where = '' }) => `${token} (${file === undefined ? where : where.replace(`${file} `, '')})`)
      .join(', ');
  const line = (kind: Note['about'], words: (n: number) => string, end: (n: number) => string): readonly string[] => {
    const some = about(kind);
    return some.length === 0 ? [] : [plain(`${words(some.length)}: ${list(some)}${end(some.length)}`)];
  };
  return [
    ...line('name', namedAlike, (n) => `: say what ${n === 1 ? 'it is' : 'they are'} by --provider or a comment`),
    ...line('unknown issuer', foreign, (n) => `: nobody is asked about ${n === 1 ? 'it' : 'them'}`),
    ...line('paused', pausedOnes, () => ''),
    ...about('setting').map(({ token, says }) => `${token}: ${says}`),
  ];
};

const namedAlike = (n: number): string =>
  n === 1
    ? '1 variable looks like a token by its name, but not by its shape'
    : `${n} variables look like tokens by their name, but not by their shape`;

const foreign = (n: number): string =>
  n === 1
    ? '1 variable looks like a token of an issuer that is not known here'
    : `${n} variables look like tokens of issuers that are not known here`;

const pausedOnes = (n: number): string =>
  `${plural(n, 'token')} ${n === 1 ? 'is' : 'are'} paused by enabled=false, and not asked`;

/** `Our clock is 1 d ahead of the issuers' (Discord, GitHub): ...`, for the summary. */
export const clockLine = (notes: readonly Note[]): readonly string[] =>
  notes
    .filter(({ about }) => about === 'clock')
    .map(({ says }) => `${says.slice(0, 1).toUpperCase()}${says.slice(1)}.`);
