import { cut } from '../../core/base/text.ts';
import type { Severity } from '../../core/model/alert.ts';
import type { Telling } from '../../core/model/notice.ts';
import { type Page, pagesOf } from '../pager/pages.ts';
import { asText, fitting, headline, sectionsOf, tame } from '../pager/text.ts';
import type { Story } from '../story/story.ts';

/** What Opsgenie takes, and within which limits (docs.opsgenie.com/docs/alert-api, Create Alert). */
export type OpsgenieAlert = {
  /** At most 130 characters. */
  readonly message: string;
  /** At most 512 characters: two open alerts never have the same. */
  readonly alias: string;
  /** At most 15,000 characters. */
  readonly description: string;
  /** At most 20 of 50 characters. */
  readonly tags: readonly string[];
  /** At most 8,000 characters together. */
  readonly details: Readonly<Record<string, string>>;
  /** At most 512 characters. */
  readonly entity: string;
  /** At most 100 characters. */
  readonly source: string;
  readonly priority: 'P1' | 'P3' | 'P5';
};

export type OpsgenieRequest =
  | { readonly do: 'create'; readonly alert: OpsgenieAlert }
  | { readonly do: 'close' | 'acknowledge'; readonly alias: string; readonly source: string; readonly note: string };

export type OpsgenieMessage = { readonly requests: readonly OpsgenieRequest[] };

/** One request an incident. Depends on the telling alone, so that a repeat reads the same and opens nothing twice. */
export const renderOpsgenie = (telling: Telling): OpsgenieMessage => ({ requests: pagesOf(telling).map(requestOf) });

const SOURCE = 'Token Health Monitor';

const requestOf = ({ action, key, story }: Page): OpsgenieRequest => {
  const alias = cut(key, 512);
  switch (action) {
    case 'trigger':
      return { do: 'create', alert: alertOf(story, alias) };
    case 'acknowledge':
      return { do: 'acknowledge', alias, source: SOURCE, note: headline(story, 300) };
    case 'resolve':
      return { do: 'close', alias, source: SOURCE, note: headline(story, 300) };
  }
};

const PRIORITIES: Readonly<Record<Severity, OpsgenieAlert['priority']>> = { page: 'P1', warn: 'P3', note: 'P5' };

const alertOf = (story: Story, alias: string): OpsgenieAlert => ({
  message: headline(story, 130),
  alias,
  description: asText(fitting(sectionsOf(story), 15_000)),
  tags: ['token-health', tame(story.kind, 50), story.severity],
  details: detailsOf(story),
  entity: tame(story.name, 512),
  source: SOURCE,
  priority: PRIORITIES[story.severity],
});

const detailsOf = (story: Story): Readonly<Record<string, string>> => ({
  Incident: tame(story.incident, 50),
  Alert: tame(story.id, 1000),
  ...Object.fromEntries(story.links.map(({ label, url }) => [label, url])),
});
