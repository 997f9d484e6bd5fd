import type { History } from './history.ts';
import type { Exchange } from './observation.ts';
import { utc } from './time.ts';

/** `GET discord.com/api/v10/users/@me -> 401 code 0 "401: Unauthorized"`. */
export const exchangeLine = (exchange: Exchange): string =>
  [
    `${exchange.request} -> ${exchange.status}`,
    ...(exchange.code === undefined ? [] : [`code ${exchange.code}`]),
    ...(exchange.message === undefined ? [] : [`"${exchange.message}"`]),
  ].join(' ');

export const refusalEvidence = (history: History): readonly string[] => [
  ...(history.refusedSince === undefined ? [] : [`first refused ${utc(history.refusedSince)}`]),
  ...(history.previousVersionId === undefined ? [] : [`the version before was ${history.previousVersionId}`]),
];
