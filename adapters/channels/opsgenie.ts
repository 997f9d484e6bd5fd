import * as z from 'zod';
import { at, type Json } from '../../core/base/json.ts';
import type { Answer } from '../../core/model/answer.ts';
import { type OpsgenieRequest, renderOpsgenie } from '../../messages/opsgenie/opsgenie.ts';
import type { Sent } from '../../monitor/ports.ts';
import { baseAddress } from '../settings/addresses.ts';
import { secretName } from '../settings/names-of-aws.ts';
import { type Call, callApi, type KeyedApi, needsOfKeyed } from './keyed-api.ts';
import { channelKind } from './kind.ts';
import { failedBy, retryAtOf } from './webhook.ts';

/** The limit depends on plan and users (docs.opsgenie.com/docs/api-rate-limiting); one a second is below the least that is known of. */
const PER_SECOND = 1;

/** A message can be several calls, and the limit is counted over a minute. */
const CALLS_PER_SECOND = 4;

const NAME = { name: 'Opsgenie' } as const;

/** Requests are worked off later: 202 with an id is all that is said (docs.opsgenie.com/docs/response). */
const sentOf = (answer: Answer): Sent => {
  const says = `${answer.status}`;
  switch (answer.status) {
    case 202:
      return typeof at(answer.json, 'requestId') === 'string'
        ? { sent: true }
        : failedBy(NAME, 'answered 202 without the id of a request');
    case 429:
      return failedBy(NAME, `too many requests (${says})`, retryAtOf(answer));
    case 401:
      return failedBy(
        NAME,
        `API key refused (${says}): it is wrong, or its integration is switched off; store another`,
      );
    case 402:
      return failedBy(NAME, `not part of the plan of this account (${says})`);
    case 403:
      return failedBy(
        NAME,
        `API key may not do this (${says}): store the key of an API integration with create access`,
      );
    case 400:
    case 422:
      return { ...failedBy(NAME, `alert refused (${says})`), refused: true };
    default:
      return failedBy(NAME, `no usable answer (${says})`);
  }
};

const OPSGENIE: KeyedApi = {
  ...NAME,
  base: 'https://api.opsgenie.com',
  key: /^\s*(?<key>[A-Za-z0-9-]{20,100})\s*$/,
  noKey: 'the secret named for Opsgenie cannot be read, or holds no API key',
  carries: { headers: { authorization: 'GenieKey {key}' } },
  perSecond: CALLS_PER_SECOND,
  sentOf,
};

/** Jira Service Management takes the same requests, below a path of its own: where accounts of Opsgenie are moved to. */
const BASES = {
  us: OPSGENIE.base,
  eu: 'https://api.eu.opsgenie.com',
  jsm: 'https://api.atlassian.com/jsm/ops/integration',
} as const;

const REGIONS = 'write us or eu, where the account of Opsgenie is, or jsm for Jira Service Management';

/** Alerts are found again by their alias, which is the incident. */
const callOf = (request: OpsgenieRequest): Call => {
  switch (request.do) {
    case 'create':
      return { path: '/v2/alerts', body: request.alert as unknown as Json };
    case 'close':
    case 'acknowledge': {
      const { do: action, alias, source, note } = request;
      return {
        path: `/v2/alerts/${encodeURIComponent(alias)}/${action}?identifierType=alias`,
        body: { source, note },
      };
    }
  }
};

export const opsgenie = channelKind({
  type: 'opsgenie',
  title: 'Opsgenie',
  perSecond: PER_SECOND,
  settings: z.strictObject({
    secret: secretName.describe('Holds the API key of an API integration.'),
    region: z.enum(['us', 'eu', 'jsm'], REGIONS).default('us').describe('Where the account is.'),
    url: baseAddress.optional().describe('An origin of selfHosted that speaks the same, in place of Opsgenie.'),
  }),
  needs: needsOfKeyed,
  render: renderOpsgenie,
  message: z.looseObject({ requests: z.array(z.looseObject({ do: z.enum(['create', 'close', 'acknowledge']) })) }),
  connect: (settings, world) => {
    const call = callApi({ ...OPSGENIE, base: BASES[settings.region] }, settings, world);
    return ({ requests }) => call(requests.map(callOf));
  },
});
