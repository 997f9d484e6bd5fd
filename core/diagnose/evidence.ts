import { DAY, HOUR, MINUTE, utc } from '../base/time.ts';
import type { History } from '../model/history.ts';
import type { Exchange } from '../model/observation.ts';
import { isRenewed, nextMove, type Renewal } from '../model/renewal.ts';

/** `GET discord.com/api/v10/users/@me -> 401 code 0 "401: Unauthorized"`. */
export const exchangeLine = (exchange: Exchange): string =>
  [
    `${exchange.request} -> ${exchange.status}`,
    ...(exchange.code === undefined ? [] : [`code ${exchange.code}`]),
    ...(exchange.message === undefined ? [] : [`"${exchange.message}"`]),
  ].join(' ');

/** Why a date may be told late. */
export const skewEvidence = ({ skew }: Exchange): readonly string[] =>
  skew === undefined ? [] : [`our clock is ${skewWords(skew)} the issuer's: a date counts as reached when both say so`];

/** `5 h ahead of`, `1 d behind`. Rounded, so that it does not change with every look. */
export const skewWords = (skew: number): string => {
  const far = Math.abs(skew);
  const [unit, name] = far < HOUR ? [MINUTE, 'min'] : far < DAY - HOUR / 2 ? [HOUR, 'h'] : [DAY, 'd'];
  return `${Math.round(far / unit)} ${name} ${skew > 0 ? 'ahead of' : 'behind'}`;
};

/** That its date moves by itself; when it has stopped, since when. The same for every look between two moves. */
export const renewalEvidence = (renewal: Renewal | undefined): readonly string[] => {
  if (!isRenewed(renewal)) return [];
  const next = nextMove(renewal);
  if (next === undefined) return ['it can be renewed: its date may move'];
  return [`its date moves: last seen to move ${utc(renewal.movedAt)}, the next move was due about ${utc(next)}`];
};

const usesLine = (left: number): string =>
  left === 0
    ? 'its uses were counted, and the look that accepted it took the last one'
    : `its uses were counted, and ${left} were left at the last look that told`;

/** The end of a sentence that says that it worked before. */
export const orUsedUp = ({ usesLeft }: History): string => (usesLeft === undefined ? '' : ': it may be used up');

export const refusalEvidence = (history: History): readonly string[] => [
  ...(history.refusedSince === undefined ? [] : [`first refused ${utc(history.refusedSince)}`]),
  ...(history.usesLeft === undefined ? [] : [usesLine(history.usesLeft)]),
  ...(history.previousVersionId === undefined ? [] : [`the version before was ${history.previousVersionId}`]),
];
