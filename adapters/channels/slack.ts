import type { Alert } from '../../core/alert.ts';
import { relative, span } from '../../core/time.ts';
import { causeWords, missingOf, oldValueWorks } from './cause-words.ts';
import { environmentOf, evidenceOf, impactOf, ownerOf, refusedSince, setBy, whatOf, worksNow } from './facts.ts';
import { dueOf, nameOf, previewOf, wordOf } from './headline.ts';
import { nextSentences } from './next.ts';
import { context, header, type SlackBlock, type SlackMessage, section } from './slack-blocks.ts';
import { slackBaseline } from './slack-started.ts';
import { slackSteps } from './slack-steps.ts';
import { code, escapeTo, foreign, link, moment } from './slack-text.ts';
import { consoleUrl, placeOf } from './where.ts';

/** Block Kit by incoming webhook: `text` is what a phone shows, the blocks are the message. No mention, no foreign link. */
export const renderSlack = (alerts: readonly [Alert, ...Alert[]]): SlackMessage => {
  const [alert, ...others] = alerts;
  if (alert.kind === 'started' || others.length > 0) return slackBaseline(alerts);
  return {
    text: escapeTo(previewOf(alert), 150),
    blocks: blocksOf(alert),
    unfurl_links: false,
    unfurl_media: false,
  };
};

const EMOJI: Readonly<Record<Alert['kind'], string>> = {
  expiring: ':hourglass_flowing_sand:',
  'rotate-by': ':hourglass_flowing_sand:',
  expired: ':no_entry:',
  overdue: ':hourglass:',
  rejected: ':octagonal_sign:',
  degraded: ':warning:',
  misconfigured: ':wrench:',
  recovered: ':white_check_mark:',
  started: ':clipboard:',
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

const joined = (parts: readonly (string | undefined)[]): string => parts.filter((part) => part).join(' · ');

const identity = (alert: Alert): string => {
  const environment = environmentOf(alert);
  const owner = ownerOf(alert);
  return joined([
    foreign(whatOf(alert)),
    environment && `*${foreign(environment, 100)}*`,
    owner && foreign(owner, 100),
  ]);
};

/** What happened, when, and what it breaks. */
const story = (alert: Alert): string => {
  const impact = impactOf(alert);
  const broken = impact === undefined ? '' : ` ${capital(foreign(impact, 400))}.`;
  return `${lead(alert)}${broken}`;
};

const lead = (alert: Alert): string => {
  const due = dueOf(alert);
  const date = due ? `${moment(due.at)}, ${relative(due.at, alert.at)}` : 'soon';
  const { confidence } = alert.diagnosis;
  switch (alert.kind) {
    case 'expiring':
      return `*Expires* ${date}.`;
    case 'rotate-by':
      return `*Rotate by* ${date}.`;
    case 'overdue':
      return `*Overdue since* ${date}.`;
    case 'expired':
      return `*Expired* (${confidence}), ${due && due.at <= alert.at ? date : refusedSince(alert, moment)}.`;
    case 'rejected':
      return `*${capital(cause(alert))}* (${confidence}), ${refusedSince(alert, moment)}.`;
    case 'degraded':
    case 'misconfigured':
    case 'started':
      return `*${capital(cause(alert))}* (${confidence}).`;
    case 'recovered':
      return recovery(alert);
  }
};

const cause = (alert: Alert): string => {
  const words = causeWords(alert.diagnosis) ?? 'in order';
  return oldValueWorks(alert.diagnosis) ? `${words}, the old value still works` : words;
};

const recovery = (alert: Alert): string => {
  const { ended } = alert;
  const fixed = ended?.newVersion ? `*Fixed by version* ${foreign(alert.versionId, 100)}` : '*In order again*';
  return ended ? `${fixed}; was ${ended.finding} for ${span(alert.at - alert.openedAt)}.` : `${fixed}.`;
};

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

const scopeFields = (alert: Alert): readonly string[] => {
  if (alert.kind !== 'degraded') return [];
  const list = (title: string, scopes: readonly string[]): readonly string[] =>
    scopes.length === 0 ? [] : [`*${title}*\n${code(scopes.join('  '), 1500)}`];
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
  return others.reduce((line, more) => (line.length + more.length < 150 ? `${line} ${more}` : line), first);
};

/** Where it is, why you, and how to find it again. */
const footer = (alert: Alert): string => {
  const place = placeOf(alert);
  const owner = ownerOf(alert);
  const { field } = alert.ref;
  return joined([
    foreign(alert.incident, 20),
    field === undefined ? undefined : `field ${foreign(field, 100)}`,
    `version ${foreign(alert.versionId, 12)}`,
    place && `${place.account} ${place.region}`,
    owner ? `as owner ${foreign(owner, 100)}` : 'as catch-all: no owner',
    link(consoleUrl(alert), 'Secret'),
    link(alert.runbook, 'Runbook'),
    link(alert.diagnosis.docsUrl, 'Docs'),
  ]);
};
