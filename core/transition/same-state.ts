import { causeOf } from '../model/diagnosis.ts';
import { sameExpiry } from '../model/expiry.ts';
import type { Acceptance, TokenRecord } from '../model/record.ts';

/** Two records that differ in nothing worth a write: the moment of the last acceptance alone is not. */
export const sameState = (a: TokenRecord, b: TokenRecord): boolean => {
  const theirs = factsOf(b);
  return factsOf(a).every((fact, index) => isSame(fact, theirs[index])) && sameAcceptance(a, b);
};

/** Most of them are words, or were taken over as they were. */
const isSame = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

const factsOf = (record: TokenRecord): readonly unknown[] => {
  const { diagnosis } = record;
  return [
    record.kind,
    record.owner,
    record.environment,
    record.versionId,
    record.look,
    record.previousWorked,
    diagnosis.verdict,
    causeOf(diagnosis),
    diagnosis.verdict === 'degraded' ? diagnosis.missing : undefined,
    diagnosis.scopes,
    record.refused,
    record.doubted,
    record.changedBy,
    record.renewal,
    record.unread,
    record.rotationFailed,
    record.announced,
    record.incident,
    record.episodes,
    record.openings,
    record.ladder,
    record.quiet,
  ];
};

const sameAcceptance = ({ accepted: a }: TokenRecord, { accepted: b }: TokenRecord): boolean => {
  if (a === undefined || b === undefined) return a === b;
  return (
    a.versionId === b.versionId &&
    a.subject === b.subject &&
    a.request === b.request &&
    a.uses === b.uses &&
    sameDate(a, b)
  );
};

const sameDate = (a: Acceptance, b: Acceptance): boolean => sameExpiry(a.expiry, b.expiry);
