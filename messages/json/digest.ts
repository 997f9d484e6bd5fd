import { plain } from '../../core/base/text.ts';
import type { Digest, DigestRows, DigestToken, QuietBy } from '../../core/model/digest.ts';
import type { DatedExpiry } from '../../core/model/expiry.ts';
import type { DigestNotice } from '../../core/model/notice.ts';
import { digestSubject } from '../digest/words.ts';
import { iso, known, text } from './facts.ts';
import type { DigestMessage } from './schema.ts';

/** A digest for programs: see docs/alerts.md. `keep` rows a section are listed, the others counted. */
export const digestMessageOf = (notice: DigestNotice, keep = Number.POSITIVE_INFINITY): DigestMessage => {
  const { digest } = notice;
  const { period, lately } = digest;
  return {
    schemaVersion: 1,
    id: notice.id,
    kind: notice.kind,
    severity: notice.severity,
    summary: digestSubject(notice),
    incident: notice.incident,
    at: iso(notice.at),
    every: period.every,
    period: period.name,
    since: iso(period.from),
    watched: digest.tokens,
    healthy: digest.healthy,
    unreadable: digest.unreadable,
    ...sectionsOf(digest, keep),
    lately: {
      alerts: lately.alerts,
      recovered: lately.recovered,
      outages: lately.outages.map((name) => plain(name, 100)),
      ...known({ medianSeconds: lately.median === undefined ? undefined : Math.floor(lately.median / 1000) }),
    },
    ...known({
      owner: text(digest.owner),
      sweeps: digest.sweeps && { ...digest.sweeps, last: iso(digest.sweeps.last) },
    }),
  };
};

const sectionsOf = ({ sections }: Digest, keep: number) => ({
  needsYou: sectionOf(sections.now, keep, nowOf),
  due: sectionOf(sections.due, keep, ({ due, ...row }) => ({ ...tokenOf(row), ...dueOf(due) })),
  later: sectionOf(sections.later, keep, ({ due, ...row }) => ({ ...tokenOf(row), ...dueOf(due) })),
  neverExpiring: sectionOf(sections.noEnd, keep, sinceOf),
  unknownExpiry: sectionOf(sections.unknownEnd, keep, sinceOf),
  unchecked: sectionOf(sections.unchecked, keep, tokenOf),
  unanswered: sectionOf(sections.unanswered, keep, sinceOf),
  quiet: sectionOf(sections.quiet, keep, (row) => ({ ...tokenOf(row), finding: row.finding, ...quietOf(row) })),
  unowned: sectionOf(sections.unowned, keep, tokenOf),
  noLongerWatched: sectionOf(sections.gone, keep, sinceOf),
});

const sectionOf = <R, M>(
  { count, rows }: { readonly count: number; readonly rows: readonly R[] },
  keep: number,
  of: (row: R) => M,
) => ({
  count,
  tokens: rows.slice(0, keep).map(of),
});

const tokenOf = ({ name, field, source, kind }: DigestToken) => ({
  token: plain(name),
  ...known({
    field: text(field),
    secretArn: source.startsWith('arn:') ? plain(source, 2048) : undefined,
    source: source.startsWith('arn:') ? undefined : plain(source, 2048),
    tokenKind: kind,
  }),
});

const sinceOf = (row: DigestToken & { readonly since: number }) => ({ ...tokenOf(row), since: iso(row.since) });

const dueOf = ({ at, source }: DatedExpiry) => ({ expiresAt: iso(at), expirySource: source });

const quietOf = ({ what, until, by }: QuietBy) => ({ what, until: iso(until), by: plain(by, 200) });

const nowOf = (row: DigestRows['now']) => ({
  ...tokenOf(row),
  verdict: row.verdict,
  ...known({
    cause: row.cause,
    missing: row.missing?.map((scope) => plain(scope, 200)),
    since: row.since === undefined ? undefined : iso(row.since),
    quiet: row.quiet && quietOf(row.quiet),
  }),
  ...(row.due && dueOf(row.due)),
});
