import type { Instant } from '../../../core/base/time.ts';
import type { Issuers } from '../issuers/all.ts';
import { broken } from './broken.ts';
import { changing } from './changing.ts';
import type { Role } from './role.ts';
import { steady } from './steady.ts';

/** Mints every token at its issuer, or makes it up where it is to be broken. */
export const castAt = async (issuers: Issuers, now: Instant): Promise<readonly Role[]> =>
  (await Promise.all([changing(issuers, now), steady(issuers, now), broken(issuers, now)])).flat();
