import { DAY, type Instant } from '../base/time.ts';

/** What Secrets Manager said when a rotation failed: text from outside. */
export type RotationFailure = { readonly at: Instant; readonly says?: string };

/** Secrets Manager is to rotate this secret by itself. Absent where rotation is off. */
export type Rotation = {
  /**
   * `NextRotationDate`: "the latest date that rotation will occur", and in the past when rotation was unsuccessful (Secrets Manager API
   * reference, DescribeSecret). Absent where nothing is scheduled.
   */
  readonly nextAt?: Instant;
  /** `LastRotatedDate`: when a rotation last succeeded. */
  readonly lastAt?: Instant;
  readonly failed?: RotationFailure;
};

/** How much later than scheduled a rotation may be: the service tries again several times, and its list lags by minutes. */
const GRACE = DAY;

/** Since when a rotation has failed, or should have come and did not; undefined while the schedule is kept. `storedAt`: of the version in use. */
export const troubleSince = (
  rotation: Rotation | undefined,
  storedAt: Instant | undefined,
  now: Instant,
): Instant | undefined => {
  if (rotation?.failed !== undefined) return rotation.failed.at;
  const { nextAt } = rotation ?? {};
  if (nextAt === undefined || now < nextAt + GRACE) return undefined;
  // Somebody stored a version by hand since.
  return storedAt !== undefined && storedAt >= nextAt ? undefined : nextAt;
};

/** As it is now: a failure stands until a rotation succeeds, another version is stored, or rotation is turned off. `known`: of this version. */
export const rotationNow = (
  rotation: Rotation | undefined,
  known: RotationFailure | undefined,
  storedAt: Instant | undefined,
): Rotation | undefined => {
  if (rotation === undefined) return undefined;
  const { failed: told, ...schedule } = rotation;
  const failed = known ?? told;
  const mended = Math.max(schedule.lastAt ?? 0, storedAt ?? 0);
  return failed === undefined || mended >= failed.at ? schedule : { ...schedule, failed };
};
