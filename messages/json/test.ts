import type { TestNotice } from '../../core/model/notice.ts';
import { testSubject } from '../trial/words.ts';
import { iso, known, text } from './facts.ts';
import type { TestMessage } from './schema.ts';

/** For programs: see docs/alerts.md. */
export const testMessageOf = (notice: TestNotice): TestMessage => ({
  schemaVersion: 1,
  id: notice.id,
  kind: notice.kind,
  severity: notice.severity,
  summary: testSubject(notice),
  incident: notice.incident,
  at: iso(notice.at),
  ...known({ by: text(notice.by) }),
});
