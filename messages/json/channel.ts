import { plain } from '../../core/base/text.ts';
import type { ChannelNotice } from '../../core/model/notice.ts';
import { channelSubject } from '../channel/words.ts';
import { iso, known, text } from './facts.ts';
import type { ChannelMessage } from './schema.ts';

/** For programs: see docs/alerts.md. */
export const channelMessageOf = (notice: ChannelNotice): ChannelMessage => ({
  schemaVersion: 1,
  id: notice.id,
  kind: notice.kind,
  severity: notice.severity,
  summary: channelSubject(notice),
  incident: notice.incident,
  at: iso(notice.at),
  channel: plain(notice.channel),
  why: plain(notice.why),
  since: iso(notice.since),
  waiting: notice.waiting,
  ...known({ title: text(notice.title) }),
});
