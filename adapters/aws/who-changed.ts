import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudTrailClient,
  type CloudTrailClientConfig,
  LookupEventsCommand,
  type LookupEventsResponse,
} from '@aws-sdk/client-cloudtrail';
import { type Instant, MINUTE, SECOND } from '../../core/base/time.ts';
import type { WhoChanged } from '../../monitor/ports.ts';
import { type Write, writeOf } from './trail-event.ts';

type Version = Parameters<WhoChanged>[1];
type LookUp = (resource: string, next: string | undefined) => Promise<LookupEventsResponse>;

/**
 * Asks the event history by `cloudtrail:LookupEvents`. It finds an event by the secret's id as the caller wrote it, ARN or name, and only in
 * full: CreateSecret has the name, the console and rotations the ARN, scripts either (events in cloud-custodian issues 6295, 9254 and 11061
 * and in Smana/runlore pull request 416; no page of AWS says it). So the name is asked for where the ARN shows nothing.
 */
export const whoChanged = (settings: CloudTrailClientConfig): WhoChanged => {
  // A throttled call is not insisted on: the second look asks again.
  const client = new CloudTrailClient({ ...settings, maxAttempts: 2 });
  const inTurn = turns();
  return async (arn, version, within) => {
    const signal = AbortSignal.timeout(within);
    const lookUp: LookUp = (resource, next) =>
      inTurn(signal, () => {
        const question = new LookupEventsCommand(questionOf(resource, version.storedAt, next));
        return client.send(question, { abortSignal: signal });
      });
    try {
      const write = (await writer(lookUp, arn, version)) ?? (await writer(lookUp, nameIn(arn), version));
      return write?.by;
    } catch {
      // Denied, throttled or too slow: an alert without its writer is better than a late one.
      return undefined;
    }
  };
};

/** The call that stores a version makes it; a rotation may make it some seconds before its value is there. */
const questionOf = (resource: string, storedAt: Instant, next: string | undefined) => ({
  LookupAttributes: [{ AttributeKey: 'ResourceName' as const, AttributeValue: resource }],
  StartTime: new Date(storedAt - MINUTE),
  EndTime: new Date(storedAt + MINUTE),
  ...(next !== undefined && { NextToken: next }),
});

/** `prod/bot` of `arn:…:secret:prod/bot-AbCdEf`. */
const nameIn = (arn: string): string => arn.replace(/^.*?:secret:/, '').replace(/-[A-Za-z0-9]{6}$/, '');

/** Of 50 events each, reads included: whoever reads a secret every second fills them. */
const MOST_PAGES = 3;

const writer = async (lookUp: LookUp, resource: string, version: Version): Promise<Write | undefined> => {
  const writes: Write[] = [];
  let next: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await lookUp(resource, next);
    writes.push(...(answer.Events ?? []).flatMap(({ CloudTrailEvent: json }) => writeOf(json) ?? []));
    next = answer.NextToken;
    if (next === undefined || writes.some((write) => stores(write, version))) break;
  }
  return chosen(writes, version);
};

const stores = ({ versionId, starts }: Write, { id }: Version): boolean => versionId === id && !starts;

/** The trail counts whole seconds, to the end of the call. */
const SLACK = 2 * SECOND;

/** The newest comes first. One that names no version counts where it is the last before this one was there. */
const chosen = (writes: readonly Write[], version: Version): Write | undefined =>
  writes.find((write) => stores(write, version)) ??
  writes.find(({ versionId }) => versionId === version.id) ??
  writes.find(({ versionId, at }) => versionId === undefined && at <= version.storedAt + SLACK);

/** Two calls a second for an account and region (CloudTrail API reference, LookupEvents). */
const BETWEEN = SECOND / 2;

/** One call after the other. Once their time is over all waiting ends: the client makes no call with a signal that is given. */
const turns = () => {
  let free: Promise<unknown> = Promise.resolve();
  return <T>(signal: AbortSignal, call: () => Promise<T>): Promise<T> => {
    const mine = free.then(call);
    free = mine.then(() => sleep(BETWEEN, undefined, { signal })).catch(() => {});
    return mine;
  };
};
