import type { Alert } from '../../core/model/alert.ts';
import { isNotice, type Notice, type Telling } from '../../core/model/notice.ts';
import { firstSteps, itemsOf, opening, promise, restOf } from '../email/collection.ts';
import { ticketLines } from '../email/email.ts';
import type { Story } from '../story/story.ts';
import { storyOf } from '../story/story-of.ts';
import { alertFact } from '../words/cause.ts';
import { type Alerts, isCollection } from '../words/collection.ts';
import { whyYou } from '../words/facts.ts';
import { gistFact } from '../words/gist.ts';
import { type Quiet, quiet } from '../words/next.ts';
import { type Row, whereRows } from '../words/where.ts';

/** A story with all that a mail has room for, where a chat is told the first of it. */
export type Letter = Story & {
  /** Few words: what an inbox shows beside the subject. */
  readonly fact: string;
  readonly rows: readonly Row[];
  readonly quiet?: Quiet;
  /** Why you get it, as a sentence. */
  readonly reason: string;
  readonly schema: number;
};

export const letterOf = (telling: Telling): Letter => {
  const story = storyOf(telling);
  if (isNotice(telling)) return ofNotice(story, telling[0]);
  return isCollection(telling) ? ofMany(story, telling) : ofAlert(story, telling[0]);
};

const ofNotice = (story: Story, { schema }: Notice): Letter => ({
  ...story,
  fact: story.lead ?? afterName(story),
  rows: [],
  reason: `You get this ${story.why}.`,
  schema,
});

/** `3 need you, 2 due within 30 days` of `WEEKLY: team-bots - 3 need you, 2 due within 30 days`. */
const afterName = ({ preview }: Story): string => preview.split(' - ').at(-1) ?? preview;

const ofMany = (story: Story, alerts: Alerts): Letter => ({
  ...story,
  fact: gistFact(alerts),
  lead: opening(alerts),
  listed: itemsOf(alerts),
  rest: restOf(alerts),
  steps: firstSteps(alerts).map((text) => ({ text })),
  next: [promise(alerts)],
  rows: [],
  reason: whyYou(alerts[0]),
  schema: alerts[0].schema,
});

const ofAlert = (story: Story, alert: Alert): Letter => {
  const silent = quiet(alert);
  return {
    ...story,
    fact: alertFact(alert),
    evidence: ticketLines(alert),
    rows: whereRows(alert).filter(([, text]) => !story.links.some(({ url }) => url === text)),
    ...(silent !== undefined && { quiet: silent }),
    reason: whyYou(alert),
    schema: alert.schema,
  };
};
