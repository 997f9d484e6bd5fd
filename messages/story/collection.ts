import {
  type Alerts,
  asOf,
  collectionId,
  collectionKind,
  countWords,
  endedOf,
  incidentOf,
  labelOf,
  namedOf,
  severityOf,
  sorted,
  stateOf,
  stateWord,
} from '../words/collection.ts';
import { ownerOf } from '../words/facts.ts';
import { collectionWord, gist, gistFact, uncheckedNote } from '../words/gist.ts';
import { nextOfMany } from '../words/next.ts';
import { rootLead, rootOf, rootStep } from '../words/root.ts';
import { TONES } from './alert.ts';
import type { Story } from './story.ts';

/** More are counted: the mail has them all. */
const MOST_LISTED = 12;

export const storyOfMany = (alerts: Alerts): Story => {
  const owner = ownerOf(alerts[0]);
  const named = namedOf(alerts);
  const left = named.length - MOST_LISTED;
  const note = uncheckedNote(alerts);
  const root = rootOf(alerts);
  return {
    id: collectionId(alerts),
    kind: collectionKind(alerts),
    severity: severityOf(alerts),
    tone: TONES[sorted(alerts)[0].kind],
    word: collectionWord(alerts),
    name: gist(alerts),
    preview: `${collectionWord(alerts)}: ${gist(alerts)} - ${gistFact(alerts)}`,
    ...(root && { lead: rootLead(root) }),
    identity: countWords(alerts).join(', '),
    facts: note === '' ? [] : [['Note', note]],
    listed: listedOf(alerts).slice(0, MOST_LISTED),
    ...(left > 0 && { rest: `and ${left} more` }),
    stepsTitle: 'What to do',
    steps: root === undefined ? [] : [{ text: rootStep(root) }],
    changed: [],
    evidence: [],
    next: [nextOfMany(alerts)],
    links: [],
    where: [],
    why: owner ? `as owner ${owner}` : 'as catch-all: no owner',
    incident: incidentOf(alerts),
    incidents: alerts.map(({ incident, kind }) => ({ id: incident, ends: kind === 'recovered' })),
    at: asOf(alerts),
  };
};

const listedOf = (alerts: Alerts): Story['listed'] => {
  const ended = endedOf(alerts);
  return namedOf(alerts).map((alert) => {
    const state = `${stateOf(alert)}${ended(alert) ? ', over' : ''}`;
    return [stateWord(alert), labelOf(alert), state];
  });
};
