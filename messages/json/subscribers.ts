import { plain } from '../../core/base/text.ts';
import type { SubscribersNotice } from '../../core/model/notice.ts';
import { subscribersSubject } from '../subscribers/words.ts';
import { iso } from './facts.ts';
import type { SubscribersMessage } from './schema.ts';

/** For programs: see docs/alerts.md. */
export const subscribersMessageOf = (notice: SubscribersNotice): SubscribersMessage => ({
  schemaVersion: 1,
  id: notice.id,
  kind: notice.kind,
  severity: notice.severity,
  why: notice.why,
  summary: subscribersSubject(notice),
  incident: notice.incident,
  at: iso(notice.at),
  since: iso(notice.since),
  topic: plain(notice.topic),
  confirmed: notice.confirmed,
  pending: notice.pending,
  lost: notice.lost.map(({ protocol, endpoint }) => ({
    protocol: plain(protocol, 30),
    endpoint: plain(endpoint, 100),
  })),
});
