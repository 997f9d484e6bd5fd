import type { Instant } from '../base/time.ts';
import type { IssuerRecord } from '../issuer/guard.ts';
import { isInForce } from '../issuer/hold.ts';
import type { Row } from './row.ts';
import { providerOf } from './view.ts';

/** How the tokens of one issuer were answered when they were last looked at. */
export type IssuerTally = {
  readonly provider: string;
  readonly tokens: number;
  readonly accepted: number;
  readonly refused: number;
  /** Answers that mean dead or something else. */
  readonly ambiguous: number;
  readonly unanswered: number;
  /** Nobody was asked: a flaw was found before, its secret cannot be read, or its kind has nobody to ask. */
  readonly unasked: number;
  /** The longest silence. */
  readonly silentSince?: Instant;
};

/** Refuses all its tokens: none of them is believed to be dead until then. */
export type Held = { readonly host: string; readonly since: Instant; readonly until: Instant };

/** Those with the most trouble first. */
export const talliesOf = (rows: readonly Row[]): readonly IssuerTally[] =>
  [...Map.groupBy(rows, providerOf)].map(([provider, its]) => tallyOf(provider, its)).sort(byTrouble);

const tallyOf = (provider: string, rows: readonly Row[]): IssuerTally => {
  const looks = rows.map(({ record }) => record.look);
  const count = (...seen: readonly string[]): number => looks.filter((look) => seen.includes(look.seen)).length;
  const [accepted, refused, ambiguous, unanswered] = [
    count('accepted'),
    count('refused'),
    count('ambiguous'),
    count('unanswered'),
  ];
  const silent = looks.filter(({ seen }) => seen === 'unanswered').map(({ since }) => since);
  return {
    provider,
    tokens: rows.length,
    accepted,
    refused,
    ambiguous,
    unanswered,
    unasked: rows.length - accepted - refused - ambiguous - unanswered,
    ...(silent.length > 0 && { silentSince: Math.min(...silent) }),
  };
};

const trouble = ({ refused, ambiguous, unanswered }: IssuerTally): number => refused + ambiguous + unanswered;

const byTrouble = (a: IssuerTally, b: IssuerTally): number =>
  trouble(b) - trouble(a) || b.tokens - a.tokens || (a.provider < b.provider ? -1 : 1);

export const heldNow = (issuers: readonly IssuerRecord[], now: Instant): readonly Held[] =>
  issuers.flatMap(({ host, hold }) =>
    hold !== undefined && isInForce(hold, now) ? [{ host, since: hold.since, until: hold.until }] : [],
  );
