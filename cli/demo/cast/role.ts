import type { Instant } from '../../../core/base/time.ts';
import type { AlertKind } from '../../../core/model/alert.ts';
import { MARKER_TAG, TAG_PREFIX } from '../../../core/model/tags.ts';
import type { Cause, Verdict } from '../../../core/model/verdict.ts';
import type { Oidc } from '../issuers/oidc.ts';
import type { Tags } from '../secrets.ts';

/** One token of the demo, and what the monitor must say of it. */
export type Role = {
  readonly name: string;
  readonly value: string;
  readonly tags: Tags;
  readonly createdAt: Instant;
  /** What is, or will be, wrong with it; absent for the healthy. */
  readonly trouble?: string;
  /** At the first look, and at the end of the story. */
  readonly verdict: Expected;
  /** Alerts after the first message, in order. */
  readonly told: readonly AlertKind[];
};

export type Expected = readonly [verdict: Verdict, cause?: Cause];

/** Of a role to which nothing happens. */
export const STEADY = { told: [] } as const satisfies Partial<Role>;

export const tagged = (provider: string, more: Tags = {}): Tags => ({
  [MARKER_TAG]: provider,
  [`${TAG_PREFIX}owner`]: 'team-bots',
  ...more,
});

/** RFC 7662 wants the client's own credentials: they stand beside the token in the same JSON secret. */
export const introspected = tagged('oauth2-introspection', { [`${TAG_PREFIX}field`]: 'token' });

export const oauthSecret = ({ clientId, clientSecret }: Oidc, token: string): string =>
  JSON.stringify({ token, client_id: clientId, client_secret: clientSecret });
