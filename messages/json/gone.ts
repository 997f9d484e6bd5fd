import { plain } from '../../core/base/text.ts';
import type { GoneNotice } from '../../core/model/notice.ts';
import { goneSubject, totalOf } from '../gone/words.ts';
import { iso } from './facts.ts';
import type { GoneMessage } from './schema.ts';

/** A notice of secrets that left the list, for programs: see docs/alerts.md. */
export const goneMessageOf = (notice: GoneNotice): GoneMessage => ({
  schemaVersion: 1,
  id: notice.id,
  kind: notice.kind,
  severity: notice.severity,
  summary: goneSubject(notice),
  incident: notice.incident,
  at: iso(notice.at),
  since: iso(notice.since),
  secrets: notice.secrets.map(({ name, why }) => ({ name: plain(name), why })),
  counts: { ...notice.counts },
  omitted: totalOf(notice) - notice.secrets.length,
});
