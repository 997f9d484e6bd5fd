import { causeOf, nearDate } from '../../core/model/diagnosis.ts';
import { isDated } from '../../core/model/expiry.ts';
import { kindId } from '../../providers/provider.ts';
import type { Exit } from '../commands/exit.ts';
import { plain } from './plain.ts';
import { labelOf, type Shown } from './shown.ts';
import { supportOf } from './support.ts';

/** The documented schema of docs/check.md: every key always there, null where unknown. */
export const jsonReport = (rows: readonly Shown[], exit: Exit): string =>
  JSON.stringify({ schemaVersion: 1, tokens: rows.map(tokenJson), exit }, null, 2);

const tokenJson = (shown: Shown) => {
  const { kind, diagnosis } = shown;
  const { expiry } = diagnosis;
  const due = nearDate(diagnosis);
  return {
    token: labelOf(shown),
    provider: kind?.provider.id ?? null,
    kind: kind === undefined ? null : kindId(kind),
    verdict: diagnosis.verdict,
    cause: causeOf(diagnosis) ?? null,
    confidence: diagnosis.confidence,
    evidence: diagnosis.evidence.map(plain),
    expiresAt: isDated(expiry) ? new Date(expiry.at).toISOString() : null,
    expirySource: isDated(expiry) ? expiry.source : expiry === 'never' ? expiry : null,
    due: due === undefined ? null : { at: new Date(due.at).toISOString(), source: due.source },
    scopes: diagnosis.scopes?.map(plain) ?? null,
    remedy: diagnosis.remedy,
    docsUrl: diagnosis.docsUrl,
    support: supportOf(shown),
  };
};
