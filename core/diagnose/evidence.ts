import { HOUR, MINUTE, utc } from '../base/time.ts';
import type { History } from '../model/history.ts';
import type { Exchange } from '../model/observation.ts';

/** `GET discord.com/api/v10/users/@me -> 401 code 0 "401: Unauthorized"`. */
export const exchangeLine = (exchange: Exchange): string =>
  [
    `${exchange.request} -> ${exchange.status}`,
    ...(exchange.code === undefined ? [] : [`code ${exchange.code}`]),
    ...(exchange.message === undefined ? [] : [`"${exchange.message}"`]),
  ].join(' ');

/** Why a date may be told late. Rounded to hours or minutes, so that it does not change with every look. */
export const skewEvidence = ({ skew }: Exchange): readonly string[] => {
  if (skew === undefined) return [];
  const far = Math.abs(skew);
  const about = far < HOUR ? `${Math.round(far / MINUTE)} min` : `${Math.round(far / HOUR)} h`;
  return [
    `our clock is ${about} ${skew > 0 ? 'ahead of' : 'behind'} the issuer's: a date counts as reached when both say so`,
  ];
};

export const refusalEvidence = (history: History): readonly string[] => [
  ...(history.refusedSince === undefined ? [] : [`first refused ${utc(history.refusedSince)}`]),
  ...(history.previousVersionId === undefined ? [] : [`the version before was ${history.previousVersionId}`]),
];
