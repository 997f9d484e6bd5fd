import type { OutageNotice } from '../../core/notice.ts';
import { plain } from '../../core/words.ts';
import { exchangeOf, iso, known } from './facts-json.ts';
import type { OutageMessage } from './message-schema.ts';
import { outageSubject } from './outage-words.ts';

/** An outage notice for programs: see docs/alerts.md. No token is named in it. */
export const outageMessageOf = (notice: OutageNotice): OutageMessage => ({
  schemaVersion: 1,
  id: notice.id,
  kind: 'outage',
  severity: notice.severity,
  summary: outageSubject(notice),
  incident: notice.incident,
  at: iso(notice.at),
  issuerName: plain(notice.issuerName),
  host: plain(notice.host),
  refused: notice.refused,
  unanswered: notice.unanswered,
  of: notice.of,
  heldUntil: iso(notice.heldUntil),
  exchange: exchangeOf(notice.exchange),
  docsUrl: plain(notice.docsUrl, 1000),
  ...known({ statusPage: notice.statusPage === undefined ? undefined : plain(notice.statusPage, 1000) }),
});
