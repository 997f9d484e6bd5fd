import type { Alert } from '../../core/model/alert.ts';
import { isNotice, type Notice, type Telling } from '../../core/model/notice.ts';
import { missingOf } from '../words/cause.ts';
import { isCollection } from '../words/collection.ts';
import { setBy } from '../words/fact-rows.ts';
import { evidenceOf } from '../words/facts.ts';
import { flappingFact } from '../words/flapping.ts';
import { dueOf, nameOf, previewOf, wordOf } from '../words/headline.ts';
import { worksNow } from '../words/impact.ts';
import { nextSentences } from '../words/next.ts';
import { slackCollection } from './collection.ts';
import { slackDigest } from './digest.ts';
import { EMOJI } from './emoji.ts';
import { slackGone } from './gone.ts';
import {
  code,
  context,
  foreign,
  header,
  joined,
  type SlackBlock,
  type SlackMessage,
  section,
  unaddressed,
} from './markup.ts';
import { slackOutage } from './outage.ts';
import { slackQuiet } from './quiet.ts';
import { slackSteps } from './steps.ts';
import { footer, identity, story } from './story.ts';
import { slackSubscribers } from './subscribers.ts';
import { slackTold } from './told.ts';

/** Block Kit by incoming webhook: `text` is what a phone shows, the blocks are the message. No mention, no foreign link. */
export const renderSlack = (telling: Telling): SlackMessage => {
  if (isNotice(telling)) return slackNotice(telling[0]);
  const [alert] = telling;
  if (isCollection(telling)) return slackCollection(telling);
  return {
    text: unaddressed(previewOf(alert), 150),
    blocks: blocksOf(alert),
    unfurl_links: false,
    unfurl_media: false,
  };
};

const slackNotice = (notice: Notice): SlackMessage => {
  switch (notice.kind) {
    case 'outage':
      return slackOutage(notice);
    case 'gone':
      return slackGone(notice);
    case 'subscribers':
      return slackSubscribers(notice);
    case 'acknowledged':
      return slackQuiet(notice);
    case 'digest':
      return slackDigest(notice);
    case 'test':
    case 'channel':
      return slackTold(notice);
  }
};

const blocksOf = (alert: Alert): readonly SlackBlock[] => {
  const steps = slackSteps(alert);
  const top = header(`${EMOJI[alert.kind]} ${wordOf(alert)}  ${foreign(nameOf(alert), 90)}`);
  const what = section(`${identity(alert)}\n${story(alert)}`, scopeFields(alert));
  const next = `Next: ${nextLine(alert)}`;
  if (alert.kind === 'recovered')
    return [top, section(`${identity(alert)}\n${story(alert)}\n${next}`), context(footer(alert))];
  return [
    top,
    what,
    ...(steps === undefined ? [] : [section(steps)]),
    ...(proof(alert) === '' ? [] : [context(proof(alert))]),
    context(next),
    context(footer(alert)),
  ];
};

const scopeFields = (alert: Alert): readonly string[] => {
  if (alert.kind !== 'degraded') return [];
  const list = (title: string, scopes: readonly string[]): readonly string[] =>
    scopes.length === 0 ? [] : [`*${title}*\n${code(scopes.join(', '), 1500)}`];
  return [...list('Missing', missingOf(alert.diagnosis)), ...list('Has', alert.diagnosis.scopes ?? [])];
};

/** One line: why to believe it. */
const proof = (alert: Alert): string => {
  const due = dueOf(alert);
  const dated = alert.kind === 'expiring' || alert.kind === 'rotate-by' || alert.kind === 'overdue';
  if (dated) return joined([due && `Set by ${setBy(due)}`, worksNow(alert) && `works now: ${worksNow(alert)}`]);
  const lines = evidenceOf(alert).slice(0, 2);
  return lines.length === 0 ? '' : `Evidence: ${lines.map((line) => code(line, 150)).join(' · ')}`;
};

const nextLine = (alert: Alert): string => {
  const [first = '', ...others] = nextSentences(alert);
  const room = flappingFact(alert) === undefined ? 150 : 300;
  return others.reduce((line, more) => (line.length + more.length < room ? `${line} ${more}` : line), first);
};
