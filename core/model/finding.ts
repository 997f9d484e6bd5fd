import type { Severity } from './alert.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Finding, FindingClass, TokenRecord } from './record.ts';

/** The finding that stands as an incident until it ends. Dates ahead are told by the ladder instead. */
export const standingFinding = (diagnosis: Diagnosis): Exclude<Finding, 'expiring' | 'rotate-by'> | undefined => {
  switch (diagnosis.verdict) {
    case 'expired':
    case 'overdue':
    case 'rejected':
    case 'degraded':
    case 'misconfigured':
      return diagnosis.verdict;
    case 'healthy':
    case 'expiring':
    case 'indeterminate':
    case 'unchecked':
      return undefined;
  }
};

/** Dead by the issuer's word pages; what still works never does. `threshold` in days. */
export const severityOf = (finding: Finding, threshold?: number): Severity => {
  switch (finding) {
    case 'rejected':
    case 'expired':
      return 'page';
    case 'overdue':
    case 'degraded':
    case 'misconfigured':
      return 'warn';
    case 'expiring':
    case 'rotate-by':
      return threshold !== undefined && threshold <= 3 ? 'warn' : 'note';
  }
};

const GRAVITY: Readonly<Record<Severity, number>> = { note: 0, warn: 1, page: 2 };

export const isGraver = (one: Severity, than: Severity): boolean => GRAVITY[one] > GRAVITY[than];

/** Expired and rejected are one class: a change between them is no news. */
export const classOf = (finding: Finding): FindingClass =>
  finding === 'expired' || finding === 'rejected' ? 'dead' : finding;

/** The token does not work. */
export const isDeath = (finding: Finding): boolean => classOf(finding) === 'dead';

/** It was told that the token does not work, and that has not ended; of this version alone, where one is named. */
export const isToldDead = ({ incident }: Pick<TokenRecord, 'incident'>, versionId = incident?.versionId): boolean =>
  incident !== undefined && isDeath(incident.finding) && incident.versionId === versionId;
