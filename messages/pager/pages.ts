import type { Alert } from '../../core/model/alert.ts';
import { isNotice, type Telling } from '../../core/model/notice.ts';
import type { Story } from '../story/story.ts';
import { storyOf } from '../story/story-of.ts';
import { type Alerts, needYou, sorted } from '../words/collection.ts';

/** What a pager is told of one incident; `story` is what there is to say of it. */
export type Page = {
  readonly action: 'trigger' | 'acknowledge' | 'resolve';
  /** The pager's name of the incident: the same in every page of it. */
  readonly key: string;
  readonly story: Story;
};

/** Of one message; what is left of it is one page more, so that a fleet that dies at once wakes nobody five thousand times. */
const MOST_OPENED = 10;
/** Of one message. More at once leave the rest open, for a person to resolve: calls of a pager are counted by the minute. */
const MOST_ENDED = 60;

/**
 * One page an incident, so that each is resolved by itself. A digest is not paged: it opens nothing that could ever be resolved. Nor
 * are first sights, but for those that need somebody. A test is opened and ended at once, so that it wakes nobody.
 */
export const pagesOf = (telling: Telling): readonly Page[] =>
  isNotice(telling) ? pagesOfStory(storyOf(telling)) : pagesOfAlerts(telling);

/** Of what is told by itself: a notice. */
export const pagesOfStory = (story: Story): readonly Page[] => {
  if (story.kind === 'digest') return [];
  if (story.kind === 'test')
    return (['trigger', 'resolve'] as const).map((action) => ({ action, key: story.incident, story }));
  const acknowledges = story.kind === 'acknowledged';
  return story.incidents.map(({ id, ends }) => ({
    action: acknowledges ? 'acknowledge' : ends ? 'resolve' : 'trigger',
    key: id,
    story,
  }));
};

const pagesOfAlerts = (alerts: Alerts): readonly Page[] => {
  const needing = new Set(needYou(alerts));
  const told = alerts.filter((alert) => alert.kind !== 'started' || needing.has(alert));
  const now = latestOf(told);
  const ended = now.filter(({ kind }) => kind === 'recovered');
  const opened = sortedAll(now.filter(({ kind }) => kind !== 'recovered'));
  return [
    ...ended.slice(0, MOST_ENDED).map((alert) => pageOf(alert, 'resolve')),
    ...opened.slice(0, MOST_OPENED).map((alert) => pageOf(alert, 'trigger')),
    ...restOf(opened.slice(MOST_OPENED)),
  ];
};

/** An incident that was opened and ended before anybody was told of it is ended: nobody is woken for it. */
const latestOf = (alerts: readonly Alert[]): readonly Alert[] =>
  [...Map.groupBy(alerts, ({ incident }) => incident).values()].flatMap((story) =>
    story.toSorted((a, b) => b.at - a.at || rank(a) - rank(b)).slice(0, 1),
  );

const rank = ({ kind }: Alert): number => (kind === 'recovered' ? 0 : 1);

const sortedAll = ([first, ...rest]: readonly Alert[]): readonly Alert[] =>
  first === undefined ? [] : sorted([first, ...rest]);

const pageOf = (alert: Alert, action: Page['action']): Page => ({
  action,
  key: alert.incident,
  story: storyOf([alert]),
});

/** By the id of all of them together: no recovery ends it. */
const restOf = ([first, ...others]: readonly Alert[]): readonly Page[] => {
  if (first === undefined) return [];
  const story = storyOf([first, ...others]);
  return [{ action: 'trigger', key: others.length > 0 ? story.id : first.incident, story }];
};
