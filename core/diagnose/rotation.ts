import { type Instant, utc } from '../base/time.ts';
import { troubleSince } from '../listed/rotation.ts';
import type { Subject } from './subject.ts';

/** That its rotation failed, or did not come; nothing while its schedule is kept. */
export const rotationEvidence = ({ rotation, issuedAt }: Subject, now: Instant): readonly string[] => {
  const trouble = troubleSince(rotation, issuedAt, now);
  if (trouble === undefined) return [];
  if (rotation?.failed === undefined)
    return [`Secrets Manager was to rotate it by ${utc(trouble)}, and this is still the version of before`];
  const { at, says } = rotation.failed;
  return [`its rotation failed ${utc(at)}${says === undefined ? '' : `: "${says}"`}`];
};
