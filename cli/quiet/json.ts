import type { Instant } from '../../core/base/time.ts';
import type { AuditEntry, Quiet, TokenRecord } from '../../core/model/record.ts';
import type { LoudAgain, Quietened } from '../../monitor/quiet/quieten.ts';
import type { Exit } from '../commands/exit.ts';
import { labelOf } from './words.ts';

const iso = (at: Instant): string => new Date(at).toISOString();
const print = (value: object): string => JSON.stringify({ schemaVersion: 1, ...value }, null, 2);

/** The documented schema of docs/quiet.md: every key always there, null where there is nothing. */
export const resultJson = (token: string, result: Quietened | LoudAgain, exit: Exit): string =>
  print({
    token: 'record' in result ? labelOf(result.record) : token,
    outcome: 'done' in result ? result.done : result.refused,
    quiet: 'quiet' in result ? quietJson(result.quiet) : null,
    furthest: 'answer' in result && result.answer.answer === 'too far' ? iso(result.answer.furthest) : null,
    didYouMean: 'near' in result && result.near !== undefined ? result.near : null,
    exit,
  });

export const listJson = (quiet: readonly TokenRecord[], audit: readonly AuditEntry[], exit: Exit): string =>
  print({
    quiet: quiet.flatMap((record) => (record.quiet ? [{ token: labelOf(record), ...quietJson(record.quiet) }] : [])),
    audit: audit.flatMap((entry) =>
      'quiet' in entry
        ? [{ ...aboutOf(entry), by: entry.by ?? null, ended: entry.ended ?? null, quiet: quietJson(entry.quiet) }]
        : [],
    ),
    looks: audit.flatMap((entry) => ('quiet' in entry ? [] : [{ ...aboutOf(entry), by: entry.by }])),
    exit,
  });

const aboutOf = ({ at, token }: AuditEntry) => ({ at: iso(at), token: labelOf({ ref: token }) });

const quietJson = ({ what, finding, versionId, severity, threshold, due, since, until, by, why }: Quiet) => ({
  what,
  finding,
  versionId,
  severity,
  threshold: threshold ?? null,
  due: due === undefined ? null : iso(due),
  since: iso(since),
  until: iso(until),
  by,
  why: why ?? null,
});
