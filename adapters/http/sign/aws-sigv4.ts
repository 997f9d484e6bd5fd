import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Instant } from '../../../core/base/time.ts';
import type { Outgoing } from '../send.ts';

/** What the SDK's signer asks of a hash. */
class Sha256 {
  readonly #key: string | Uint8Array | undefined;
  #state: Hash | Hmac;

  constructor(key?: string | ArrayBuffer | ArrayBufferView) {
    this.#key = key === undefined || typeof key === 'string' ? key : bytes(key);
    this.#state = this.#begin();
  }

  #begin(): Hash | Hmac {
    return this.#key === undefined ? createHash('sha256') : createHmac('sha256', this.#key);
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#state.update(typeof data === 'string' ? data : bytes(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.#state.digest();
  }

  reset(): void {
    this.#state = this.#begin();
  }
}

const bytes = (data: ArrayBuffer | ArrayBufferView): Uint8Array =>
  ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data);

/** `sts.us-gov-west-1.amazonaws.com`: service, then region. The global address of STS is in us-east-1 (IAM user guide, STS regions). */
const scopeOf = (host: string): { readonly service: string; readonly region: string } => {
  const [service = 'sts', region = ''] = host.split('.');
  return { service: /^\d+$/.test(service) ? 'sts' : service, region: /^[a-z]{2}-/.test(region) ? region : 'us-east-1' };
};

/** AWS Signature Version 4, by the SDK's own signer. The secret key itself is never sent. */
export const awsSigV4 = async (
  outgoing: Outgoing,
  values: ReadonlyMap<string, string>,
  now: Instant,
): Promise<Outgoing['headers']> => {
  const { url, method, headers, body } = outgoing;
  const signer = new SignatureV4({
    ...scopeOf(url.hostname),
    sha256: Sha256,
    credentials: { accessKeyId: values.get('aws_access_key_id') ?? '', secretAccessKey: values.get('token') ?? '' },
  });
  const signed = await signer.sign(
    {
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: { ...headers, host: url.host },
      body,
    },
    { signingDate: new Date(now) },
  );
  return signed.headers;
};
