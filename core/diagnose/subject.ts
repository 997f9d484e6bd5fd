import type { Instant } from '../base/time.ts';
import type { Rotation } from '../listed/rotation.ts';
import type { Diagnosis, Judgement } from '../model/diagnosis.ts';
import type { Expiry } from '../model/expiry.ts';
import type { Doubting } from '../model/history.ts';
import type { Observation } from '../model/observation.ts';
import { TAG_PREFIX, type TagProblem, type Watch } from '../model/tags.ts';
import type { Confidence, Reason } from '../model/verdict.ts';
import type { Environment } from './environment.ts';
import { type Advice, remedyFor } from './remedy.ts';
import { saysAt } from './says.ts';
import { settleOf } from './settle.ts';

/** Which scopes hold others, as the issuer documents it: `repo` holds `public_repo`. Held ones may hold others again. */
export type ScopeTree = Readonly<Record<string, readonly string[]>>;

/** From when an age policy counts where nobody tells when the value was made. */
export type AgedFrom = { readonly at: Instant; readonly by: 'file' | 'first look' };

/** What is known of the token besides the observation. */
export type Subject = Advice & {
  readonly versionId: string;
  readonly watch: Watch;
  readonly problems: readonly TagProblem[];
  /** When this version was made, where that is known. */
  readonly issuedAt?: Instant;
  /** Instead of `issuedAt`, and for the age policy alone: a lifetime cannot be told from it. */
  readonly agedFrom?: AgedFrom;
  /** Where Secrets Manager rotates it. */
  readonly rotation?: Rotation;
  /** Days, in any order: the token's own ladder or the deployment's. */
  readonly ladder: readonly number[];
  /** The issuer sets no end date for this kind. */
  readonly neverExpires: boolean;
  /** When ambiguous answers count. */
  readonly doubting: Doubting;
  /** Its issuer tells the scopes of this kind: else nothing can be held against the required ones. */
  readonly tellsScopes: boolean;
  /** Which environment of its issuer the value is of, where its beginning tells it. */
  readonly environment?: Environment;
  /** Which scopes of this issuer hold others. */
  readonly scopeTree?: ScopeTree;
};

export type Seen<S extends Observation['seen']> = Extract<Observation, { seen: S }>;
/** What is to be said, before it is made a diagnosis. */
export type Opinion = {
  readonly judgement: Judgement;
  readonly confidence: Confidence;
  readonly evidence: readonly string[];
  /** The nearer word for the cause. */
  readonly reason?: Reason;
};

/** A diagnosis with the steps that belong to its judgement. */
export const told = (opinion: Opinion, subject: Subject, expiry: Expiry): Diagnosis => {
  const { judgement, confidence, reason, evidence } = opinion;
  const settle = settleOf(judgement, confidence, subject, expiry);
  return {
    ...judgement,
    confidence,
    ...(reason && { reason }),
    evidence,
    remedy: remedyFor(judgement, subject, reason),
    ...(settle !== undefined && { settle }),
    docsUrl: subject.docsUrl,
    expiry,
    ...(subject.rotation?.failed && { rotationFailed: subject.rotation.failed }),
  };
};

export const problemLines = ({ problems, source }: Pick<Subject, 'problems' | 'source'>): readonly string[] => {
  const { noun } = saysAt(source);
  const named = (tag: string): string => (noun === 'comment' ? tag.slice(TAG_PREFIX.length) : tag);
  return problems.map(({ tag, says, remedy }) => `${noun} ${named(tag)}: ${says}; ${remedy}`);
};
