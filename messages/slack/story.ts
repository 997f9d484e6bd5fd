import { plain } from '../../core/base/text.ts';
import { relative } from '../../core/base/time.ts';
import type { Alert } from '../../core/model/alert.ts';
import { causeWords, oldValueWorks } from '../words/cause.ts';
import { refusedSince } from '../words/fact-rows.ts';
import { environmentOf, ownerOf, whatOf } from '../words/facts.ts';
import { CAME_BACK, flappingFact } from '../words/flapping.ts';
import { dueOf } from '../words/headline.ts';
import { heldFact, toldAt } from '../words/held.ts';
import { impactOf } from '../words/impact.ts';
import { fixedBy, wasFor } from '../words/recovery.ts';
import { rotationFact } from '../words/rotation.ts';
import { usedFact } from '../words/used.ts';
import { consoleUrl, placeOf } from '../words/where.ts';
import { foreign, joined, link, moment } from './markup.ts';

/** Where it is, why you, and how to find it again. */
export const footer = (alert: Alert): string => {
  const place = placeOf(alert);
  const owner = ownerOf(alert);
  const { field } = alert.ref;
  return joined([
    foreign(alert.incident, 20),
    field === undefined ? undefined : `field ${foreign(field, 100)}`,
    `version ${foreign(plain(alert.versionId).slice(0, 8))}`,
    place && `${place.account} ${place.region}`,
    owner ? `as owner ${foreign(owner, 100)}` : 'as catch-all: no owner',
    link(consoleUrl(alert), 'Secret'),
    link(alert.runbook, 'Runbook'),
    link(alert.diagnosis.docsUrl, 'Docs'),
  ]);
};

/** Who and where. */
export const identity = (alert: Alert): string => {
  const environment = environmentOf(alert);
  const owner = ownerOf(alert);
  return joined([
    foreign(whatOf(alert)),
    environment && `*${foreign(environment, 100)}*`,
    owner && foreign(owner, 100),
  ]);
};

/** What happened, when, and what it breaks. */
export const story = (alert: Alert): string => {
  const impact = impactOf(alert);
  const again = flappingFact(alert) === undefined ? undefined : `${capital(CAME_BACK)}.`;
  const more = [rotationFact(alert), usedFact(alert), heldFact(alert)].map((fact) => fact && sentence(fact));
  return [lead(alert), again, impact && impactSentence(foreign(impact, 400)), ...more].filter((part) => part).join(' ');
};

const impactSentence = (impact: string): string =>
  impact.startsWith('none') ? `Impact: ${impact}.` : `${capital(impact)}.`;

const lead = (alert: Alert): string => {
  const due = dueOf(alert);
  const date = due ? `${moment(due.at)}, ${relative(due.at, toldAt(alert))}` : 'soon';
  const { confidence } = alert.diagnosis;
  switch (alert.kind) {
    case 'expiring':
      return `*Expires* ${date}.`;
    case 'rotate-by':
      return `*Rotate by* ${date}.`;
    case 'overdue':
      return `*${alert.diagnosis.rotationFailed && due?.source === 'rotation' ? 'Rotation failed' : 'Overdue since'}* ${date}.`;
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
  const version = fixedBy(alert, (id) => foreign(id, 100));
  const fixed = version === undefined ? '*In order again*' : `*Fixed by* ${version}`;
  const due = dueOf(alert);
  const next = due && `; next date ${moment(due.at)}, ${relative(due.at, alert.at)}`;
  return `${[fixed, wasFor(alert)].filter((part) => part !== undefined).join('; ')}${next ?? ''}.`;
};

const sentence = (fact: string): string => `${capital(foreign(fact, 400))}.`;

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
