import { plain } from '../../core/base/text.ts';
import type { OutageNotice } from '../../core/model/notice.ts';
import { outageSubject } from '../outage/headline.ts';
import { exchangeOf, iso, known } from './facts.ts';
import type { OutageMessage } from './schema.ts';

/** An outage notice for programs: see docs/alerts.md. No token is named in it. */
export const outageMessageOf = (notice: OutageNotice): OutageMessage => {
  switch (notice.why) {
    case 'refuses':
      return {
        ...aboutOf(notice),
        why: notice.why,
        refused: notice.refused,
        unanswered: notice.unanswered,
        of: notice.of,
        heldUntil: iso(notice.heldUntil),
        exchange: exchangeOf(notice.exchange),
      };
    case 'silent':
      return {
        ...aboutOf(notice),
        why: notice.why,
        unchecked: notice.tokens,
        answered: notice.answered,
        since: iso(notice.since),
        cause: notice.cause,
        detail: plain(notice.detail),
      };
    case 'answers':
      return {
        ...aboutOf(notice),
        why: notice.why,
        ends: notice.ends,
        since: iso(notice.since),
        accepted: notice.accepted,
        dead: notice.dead,
        open: notice.open,
      };
  }
};

const aboutOf = (notice: OutageNotice) => ({
  schemaVersion: 1 as const,
  id: notice.id,
  kind: notice.kind,
  severity: notice.severity,
  summary: outageSubject(notice),
  incident: notice.incident,
  at: iso(notice.at),
  issuerName: plain(notice.issuerName),
  host: plain(notice.host),
  docsUrl: plain(notice.docsUrl, 1000),
  ...known({ statusPage: notice.statusPage === undefined ? undefined : plain(notice.statusPage, 1000) }),
});
