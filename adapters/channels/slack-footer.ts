import type { Alert } from '../../core/alert.ts';
import { plain } from '../../core/words.ts';
import { ownerOf } from './facts.ts';
import { foreign, joined, link } from './slack-text.ts';
import { consoleUrl, placeOf } from './where.ts';

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
