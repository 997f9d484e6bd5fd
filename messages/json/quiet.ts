import { plain } from '../../core/base/text.ts';
import type { QuietNotice } from '../../core/model/notice.ts';
import { quietSubject } from '../quiet/words.ts';
import { iso, known, text } from './facts.ts';
import type { QuietMessage } from './schema.ts';

/** Who asked for quiet, for programs: see docs/alerts.md. */
export const quietMessageOf = (notice: QuietNotice): QuietMessage => ({
  schemaVersion: 1,
  id: notice.id,
  kind: notice.kind,
  severity: notice.severity,
  what: notice.what,
  summary: quietSubject(notice),
  incident: notice.incident,
  at: iso(notice.at),
  token: plain(notice.ref.name),
  finding: notice.finding,
  by: plain(notice.by),
  until: iso(notice.until),
  ...known({ field: text(notice.ref.field), owner: text(notice.owner), why: text(notice.why) }),
});
