import { cut } from '../../core/base/text.ts';
import type { Severity } from '../../core/model/alert.ts';
import type { Telling } from '../../core/model/notice.ts';
import { type Page, pagesOf } from '../pager/pages.ts';
import { fitting, headline, sectionsOf, tame } from '../pager/text.ts';
import type { Story } from '../story/story.ts';

/** Without the routing key, which is put in when it is sent (github.com/PagerDuty/developer-docs, docs/events-API-v2/02-Trigger-Events.md). */
export type PagerDutyEvent = {
  readonly event_action: Page['action'];
  /** At most 255 characters. */
  readonly dedup_key: string;
  readonly client?: string;
  readonly links?: readonly { readonly href: string; readonly text: string }[];
  readonly payload?: Payload;
};

type Payload = {
  /** At most 1,024 characters. */
  readonly summary: string;
  readonly source: string;
  readonly severity: 'critical' | 'warning' | 'info';
  readonly timestamp: string;
  readonly component?: string;
  readonly class: string;
  readonly custom_details: Readonly<Record<string, string>>;
};

export type PagerDutyMessage = { readonly events: readonly PagerDutyEvent[] };

/** One event an incident. Depends on the telling alone, so that a repeat reads the same and opens nothing twice. */
export const renderPagerDuty = (telling: Telling): PagerDutyMessage => ({ events: pagesOf(telling).map(eventOf) });

const eventOf = ({ action, key, story }: Page): PagerDutyEvent => {
  const event = { event_action: action, dedup_key: cut(key, 255) };
  if (action !== 'trigger') return event;
  return {
    ...event,
    client: 'Token Health Monitor',
    links: story.links.map(({ url, label }) => ({ href: url, text: label })),
    payload: payloadOf(story),
  };
};

const SEVERITIES: Readonly<Record<Severity, Payload['severity']>> = { page: 'critical', warn: 'warning', note: 'info' };

/** An event may have 512 KB; nobody reads as much on a telephone. */
const MOST_DETAILS = 8000;

const payloadOf = (story: Story): Payload => ({
  summary: headline(story, 300),
  source: tame(story.name, 200) || 'token-health-monitor',
  severity: SEVERITIES[story.severity],
  timestamp: new Date(story.at).toISOString(),
  ...(story.identity !== '' && { component: tame(story.identity, 200) }),
  class: tame(story.kind, 50),
  custom_details: Object.fromEntries(
    fitting(sectionsOf(story), MOST_DETAILS).map(([title, lines]) => [title, lines.join('\n')]),
  ),
});
