import * as z from 'zod';

/** The state file cannot be used. The message names the file; `remedy` is one step. */
export class StateError extends Error {
  override readonly name = 'StateError';
  readonly why: string;
  readonly remedy: string;

  constructor(what: string, why: string, remedy: string) {
    super(what);
    this.why = why;
    this.remedy = remedy;
  }
}

const BUSY = 5;
const FULL = 13;
const CANNOT_OPEN = 14;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;
const READ_ONLY = 8;

/** Result codes of SQLite (sqlite.org/rescode.html); the low byte is the primary one. */
const REASONS: Readonly<Record<number, readonly [why: string, remedy: string]>> = {
  [BUSY]: ['another process holds it', 'wait for the other run to end, or use --no-state'],
  [READ_ONLY]: ['it may not be written', 'make it writable, or name another with --state FILE'],
  [CORRUPT]: ['it is damaged', 'move it away: the next run starts a new one and only loses history'],
  [FULL]: ['the disk is full', 'free some space, or use --no-state'],
  [CANNOT_OPEN]: [
    'it cannot be opened or created',
    'check the folder and its rights, or name another with --state FILE',
  ],
  [NOT_A_DATABASE]: ['it is not a state file', 'name another with --state FILE, or move it away'],
};

/** What to throw: SQLite's number and a damaged row keep no words of theirs, which may quote; anything else is a bug. */
export const stateError = (file: string, error: unknown): unknown => {
  const [why, remedy] = REASONS[codeOf(error) ?? 0] ?? [];
  if (why === undefined || remedy === undefined) return error;
  return new StateError(`cannot use the state file ${file}`, why, remedy);
};

const codeOf = (error: unknown): number | undefined => {
  if (error instanceof z.ZodError) return CORRUPT;
  const { errcode, syscall } = Object(error);
  if (typeof errcode === 'number') return errcode & 0xff;
  return typeof syscall === 'string' ? CANNOT_OPEN : undefined;
};
