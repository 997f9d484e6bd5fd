import type { Context } from 'aws-lambda';
import { type Instant, SECOND } from '../core/base/time.ts';

/** Left for storing what was seen and answering the queue. */
const MARGIN = 5 * SECOND;

/** The earlier of what the context says and our own limit: an emulator's context always says five minutes. */
export const deadlineOf = (context: Pick<Context, 'getRemainingTimeInMillis'>, limit: number, now: Instant): Instant =>
  now + Math.min(context.getRemainingTimeInMillis(), limit) - MARGIN;
