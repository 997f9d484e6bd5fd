import { shorten } from '../../core/base/text.ts';
import type { Alert } from '../../core/model/alert.ts';
import { changeRows } from '../words/change.ts';
import { factRows } from '../words/fact-rows.ts';
import { evidenceOf, identityLine, whyYou } from '../words/facts.ts';
import { nameOf, previewOf, wordOf } from '../words/headline.ts';
import { nextSentences } from '../words/next.ts';
import { stepsOf, stepsTitle } from '../words/steps.ts';
import { consoleUrl, placeOf, safeUrl } from '../words/where.ts';
import type { Link, Story, Tone } from './story.ts';

export const TONES: Readonly<Record<Alert['kind'], Tone>> = {
  rejected: 'broken',
  expired: 'broken',
  misconfigured: 'broken',
  expiring: 'due',
  'rotate-by': 'due',
  overdue: 'due',
  degraded: 'due',
  recovered: 'fine',
  started: 'note',
};

export const storyOfAlert = (alert: Alert): Story => ({
  id: alert.id,
  kind: alert.kind,
  severity: alert.severity,
  tone: TONES[alert.kind],
  word: wordOf(alert),
  name: nameOf(alert),
  preview: previewOf(alert),
  identity: identityLine(alert),
  facts: factRows(alert),
  listed: [],
  stepsTitle: stepsTitle(alert) === 'DO NOW' ? 'Do now' : 'What to do',
  steps: stepsOf(alert),
  changed: changeRows(alert),
  // A recovery needs no proof of what is over.
  evidence: alert.kind === 'recovered' ? [] : evidenceOf(alert),
  next: nextSentences(alert),
  links: linksOf(alert),
  where: whereOf(alert),
  why: whyYou(alert),
  incident: alert.incident,
  incidents: [{ id: alert.incident, ends: alert.kind === 'recovered' }],
  at: alert.at,
});

const linksOf = (alert: Alert): readonly Link[] => {
  const { runbook, diagnosis } = alert;
  const all = [
    ['Secret', safeUrl(consoleUrl(alert))],
    ['Runbook', safeUrl(runbook)],
    ['Docs', safeUrl(diagnosis.docsUrl)],
  ] as const;
  return all.flatMap(([label, url]): readonly Link[] => (url === undefined ? [] : [{ label, url }]));
};

const whereOf = (alert: Alert): readonly string[] => {
  const place = placeOf(alert);
  const { field } = alert.ref;
  return [
    ...(field === undefined ? [] : [`field ${shorten(field, 60)}`]),
    ...(place ? [`${place.account} ${place.region}`] : []),
  ];
};
