import { defang, plain } from '../../core/base/text.ts';
import type { Alert } from '../../core/model/alert.ts';
import { kindNameOf } from './headline.ts';

/** Words from outside, on one line, with no address that a reader's program would link. */
export const outside = (text: string, max = 128): string => defang(plain(text, max));

/** `Discord bot token "orderbot"`. */
export const whatOf = (alert: Alert): string => {
  const { subject } = alert.diagnosis;
  return subject === undefined ? kindNameOf(alert) : `${kindNameOf(alert)} "${outside(subject, 80)}"`;
};

export const ownerOf = (alert: Alert): string | undefined => (alert.owner ? outside(alert.owner) : undefined);
export const environmentOf = (alert: Alert): string | undefined =>
  alert.environment ? outside(alert.environment) : undefined;

/** `Discord bot token "orderbot", production, owner team-bots`. */
export const identityLine = (alert: Alert): string => {
  const owner = ownerOf(alert);
  return [whatOf(alert), environmentOf(alert), owner && `owner ${owner}`].filter((part) => part).join(', ');
};

export const whyYou = (alert: Alert): string => {
  const owner = ownerOf(alert);
  return owner ? `You get this as owner ${owner}.` : 'You get this as catch-all: no owner is named for it.';
};

export const evidenceOf = (alert: Alert): readonly string[] => {
  const { evidence, exchange } = alert.diagnosis;
  const id = exchange?.requestId;
  return [
    ...evidence.slice(0, 12).map((line) => outside(line, 400)),
    ...(id === undefined ? [] : [`Request id ${outside(id, 100)}`]),
  ];
};
