import * as z from 'zod';
import { at, type Json } from '../../core/base/json.ts';
import type { Answer } from '../../core/model/answer.ts';
import { renderPagerDuty } from '../../messages/pagerduty/pagerduty.ts';
import type { Sent } from '../../monitor/ports.ts';
import { baseAddress } from '../settings/addresses.ts';
import { secretName } from '../settings/names-of-aws.ts';
import { type Call, callApi, type KeyedApi, needsOfKeyed } from './keyed-api.ts';
import { channelKind } from './kind.ts';
import { failedBy, retryAtOf } from './webhook.ts';

/** About 120 calls a minute for one key (github.com/PagerDuty/developer-docs, docs/events-API-v2/05-Rate-Limits.md). */
const PER_SECOND = 2;

/** A message can be several calls; the minute has room for them. */
const CALLS_PER_SECOND = 4;

const NAME = { name: 'PagerDuty' } as const;

/** Only 202 with the status `success` means that PagerDuty has it. A key that is not one is answered as a wrong event. */
const sentOf = (answer: Answer): Sent => {
  const says = `${answer.status}`;
  switch (answer.status) {
    case 202:
      return at(answer.json, 'status') === 'success'
        ? { sent: true }
        : failedBy(NAME, 'answered 202 without saying success');
    case 429:
      return failedBy(NAME, `too many events (${says})`, retryAtOf(answer));
    case 400:
      return isOfKey(answer)
        ? failedBy(NAME, `integration key refused (${says}): store the key of an Events API v2 integration`)
        : { ...failedBy(NAME, `event refused (${says})`), refused: true };
    case 401:
    case 403:
    case 404:
      return failedBy(NAME, `integration key refused (${says}): store the key of an Events API v2 integration`);
    default:
      return failedBy(NAME, `no usable answer (${says})`);
  }
};

/** `Length of 'routing_key' is incorrect (should be 32 characters)`, among its errors. */
const isOfKey = ({ json }: Answer): boolean => {
  const errors = at(json, 'errors');
  return Array.isArray(errors) && errors.some((error) => typeof error === 'string' && error.includes('routing_key'));
};

const PAGERDUTY: KeyedApi = {
  ...NAME,
  base: 'https://events.pagerduty.com',
  key: /^\s*(?<key>[A-Za-z0-9]{32})\s*$/,
  noKey: 'the secret named for PagerDuty cannot be read, or holds no integration key of 32 letters and digits',
  carries: { jsonFields: { routing_key: '{key}' } },
  perSecond: CALLS_PER_SECOND,
  sentOf,
};

/** Accounts of the EU have a host of their own, as users of it report: PagerDuty's own pages name the first only. */
const BASES = { us: PAGERDUTY.base, eu: 'https://events.eu.pagerduty.com' } as const;

const REGIONS = 'write us or eu: where the account of PagerDuty is';

export const pagerduty = channelKind({
  type: 'pagerduty',
  title: 'PagerDuty',
  perSecond: PER_SECOND,
  settings: z.strictObject({
    secret: secretName.describe('Holds the integration key of an Events API v2 integration.'),
    region: z.enum(['us', 'eu'], REGIONS).default('us').describe('Where the account is.'),
    url: baseAddress.optional().describe('An origin of selfHosted that speaks the same, in place of PagerDuty.'),
  }),
  needs: needsOfKeyed,
  render: renderPagerDuty,
  message: z.looseObject({
    events: z.array(z.looseObject({ event_action: z.string(), dedup_key: z.string().min(1) })),
  }),
  connect: (settings, world) => {
    const call = callApi({ ...PAGERDUTY, base: BASES[settings.region] }, settings, world);
    return ({ events }) => call(events.map((event): Call => ({ path: '/v2/enqueue', body: event as unknown as Json })));
  },
});
