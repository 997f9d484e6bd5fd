import type { Instant } from '../../core/base/time.ts';
import { causeOf, nearDate } from '../../core/model/diagnosis.ts';
import { isDated } from '../../core/model/expiry.ts';
import { kindId } from '../../providers/provider.ts';
import type { Exit } from '../commands/exit.ts';
import type { Note } from './notes.ts';
import { plain } from './plain.ts';
import { labelOf, type Shown } from './shown.ts';
import { heldUntil } from './snooze.ts';
import { supportOf } from './support.ts';

type Told = {
  readonly rows: readonly Shown[];
  readonly notes: readonly Note[];
  readonly exit: Exit;
  readonly now: Instant;
};

/** The documented schema of docs/check.md: every key always there, null where unknown. */
export const jsonReport = ({ rows, notes, exit, now }: Told): string => {
  const tokens = rows.map((row) => tokenJson(row, now));
  return JSON.stringify({ schemaVersion: 1, tokens, notes: notes.map(noteJson), exit }, null, 2);
};

const iso = (at: Instant): string => new Date(at).toISOString();

const noteJson = ({ about, token, where, says }: Note) => ({
  about,
  token: token ?? null,
  where: where ?? null,
  says,
});

const tokenJson = (shown: Shown, now: Instant) => {
  const { kind, diagnosis } = shown;
  const { expiry } = diagnosis;
  const due = nearDate(diagnosis);
  const held = heldUntil(diagnosis.verdict, shown, now);
  return {
    token: labelOf(shown),
    provider: kind?.provider.id ?? null,
    kind: kind === undefined ? null : kindId(kind),
    verdict: diagnosis.verdict,
    cause: causeOf(diagnosis) ?? null,
    reason: diagnosis.reason ?? null,
    confidence: diagnosis.confidence,
    evidence: diagnosis.evidence.map(plain),
    expiresAt: isDated(expiry) ? iso(expiry.at) : null,
    expirySource: isDated(expiry) ? expiry.source : expiry === 'never' ? expiry : null,
    due: due === undefined ? null : { at: iso(due.at), source: due.source },
    snoozedUntil: held === undefined ? null : iso(held),
    scopes: diagnosis.scopes?.map(plain) ?? null,
    remedy: diagnosis.remedy,
    settle: diagnosis.settle ?? null,
    docsUrl: diagnosis.docsUrl,
    support: supportOf(shown),
  };
};
