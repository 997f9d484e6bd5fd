import * as z from 'zod';
import type { Json } from '../../core/base/json.ts';
import { HOUR, SECOND } from '../../core/base/time.ts';
import type { Answer } from '../../core/model/answer.ts';
import type { Secret } from '../../core/model/secret.ts';
import { jsonOf } from '../../messages/publication.ts';
import type { Sent } from '../../monitor/ports.ts';
import { postAddress } from '../settings/addresses.ts';
import { secretName } from '../settings/names-of-aws.ts';
import { channelKind, type World } from './kind.ts';
import { failedBy, retryAtOf } from './webhook.ts';

/** Nothing is known of the receiver; one that wants fewer says 429. */
const PER_SECOND = 5;

/** The smaller of what the specification recommends. */
const TIMEOUT = 15 * SECOND;

/** As the topic's messages. */
const MAX_BYTES = 256 * 1024;

const NAME = { name: 'webhook' } as const;

/** Section "Delivery success and failure" of github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md. */
const sentOf = (answer: Answer): Sent => {
  const { status } = answer;
  if (status >= 200 && status < 300) return { sent: true };
  switch (status) {
    case 410:
      return failedBy(
        NAME,
        'the receiver wants no more (410): take the channel out, or give it another address',
        answer.at + HOUR,
      );
    case 429:
    case 503:
      return failedBy(NAME, `the receiver is busy (${status})`, retryAtOf(answer));
    case 401:
    case 403:
      return failedBy(
        NAME,
        `the receiver refuses the signature (${status}): both sides need the same key and the right time`,
      );
    case 404:
      return failedBy(NAME, 'nothing is at this address (404): correct it');
    case 400:
    case 413:
    case 422:
      return { ...failedBy(NAME, `message refused (${status})`), refused: true };
    default:
      return failedBy(NAME, `no usable answer (${status})`);
  }
};

type Signed = { readonly id: string } & { readonly [key: string]: unknown };

/** Posts the JSON of docs/alerts.md; only the signer of the HTTP client reads the key. */
const postSigned = (url: string, key: string, { ask, clock, secret, trust }: World) => {
  const { origin } = new URL(url);
  const allowed = trust.some((address) => new URL(address).origin === origin);
  return async (message: Signed): Promise<Sent> => {
    const token: Secret | undefined = await secret(key).catch(() => undefined);
    if (token === undefined) return failedBy(NAME, 'the secret that holds the signing key cannot be read');
    const asked = await ask({
      method: 'POST',
      url,
      headers: { accept: '*/*' },
      json: message as Json,
      fills: { token },
      sign: { by: 'standard-webhooks', id: message.id },
      trust: allowed ? 'allow-listed' : 'public',
      budget: { perSecond: PER_SECOND, concurrency: 1 },
      deadline: clock() + TIMEOUT,
    });
    return asked.ok ? sentOf(asked.answer) : failedBy(NAME, asked.failure.detail, asked.failure.retryAt);
  };
};

export const webhook = channelKind({
  type: 'webhook',
  title: 'Webhook',
  perSecond: PER_SECOND,
  settings: z.strictObject({
    url: postAddress.describe('Where messages are posted. No secret belongs into it: the signature proves the sender.'),
    secret: secretName.describe(
      'Holds the signing key: whsec_ and 24 to 64 bytes in base64, or two of them while it is changed.',
    ),
  }),
  needs: ({ secret }) => ({ secrets: [secret] }),
  render: (telling) => jsonOf(telling, MAX_BYTES),
  message: z.looseObject({ schemaVersion: z.literal(1), id: z.string() }),
  connect: ({ url, secret }, world) => postSigned(url, secret, world),
});
