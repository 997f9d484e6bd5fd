import type { Cause, Verdict } from '../../core/model/verdict.ts';
import type { Make } from '../leak/canary.ts';
import type { RecordedAnswer, SeenRequest } from '../support/answers-server.ts';

export type RightVerdict = Verdict;

export type Right = {
  readonly verdict: readonly RightVerdict[];
  /** Any of these; absent: whatever the cause. */
  readonly cause?: readonly Cause[];
  /** ISO 8601, as the report writes it. */
  readonly expiresAt?: string;
};

/** What the issuer says to one request about this value. */
export type Answering = (request: SeenRequest, value: string) => RecordedAnswer;

/** One situation: where the value stands, what the issuer says of it, and what is right to say then. */
export type Situation = {
  /** From 100 on: made by us after the kind of a reported one. */
  readonly id: string;
  /** Where it was reported: a public `owner/repository#issue`, or `like ID`. */
  readonly source: string;
  /** As in `token-health check`. */
  readonly from: 'stdin' | 'env' | 'dotenv';
  /** `discord.bot` or `discord`: the tag of an entry, and whose requests go to the loopback issuer. */
  readonly provider: string;
  /** Of the entry or variable. */
  readonly name?: string;
  readonly value: Make;
  /** The whole .env file; without it one line `NAME=value`. */
  readonly file?: (value: string) => string;
  readonly answer?: RecordedAnswer | Answering;
  readonly tags?: Readonly<Record<string, string>>;
  /** Path of the base URL given on the command line. */
  readonly basePath?: string;
  /** Path of the address in the tag `token-health:url`, whose host is only allowed. */
  readonly urlTagPath?: string;
  /** Looks one after the other; 1 without it. */
  readonly runs?: number;
  /** No part of the value may leave: it is no token, or a damaged one. */
  readonly stays?: true;
  readonly right: Right;
};

/** By the sentence that says what happened. */
export type Situations = Readonly<Record<string, Situation>>;

export const right = (...verdict: RightVerdict[]): Right => ({ verdict });

export const because = (cause: Cause | readonly Cause[], ...verdict: RightVerdict[]): Right => ({
  verdict,
  cause: [cause].flat(),
});

/** It cannot be the token, whether that is called dead or a mistake of the one who stored it. */
export const MALFORMED: Right = because('malformed', 'rejected', 'misconfigured');

const DAY = 86_400_000;

export const inDays = (days: number): string => new Date(Date.now() + days * DAY).toISOString();
/** Seconds since 1970, as in a JWT. */
export const secondsIn = (days: number): number => Math.floor((Date.now() + days * DAY) / 1000);
