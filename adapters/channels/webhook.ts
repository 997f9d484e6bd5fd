import type { Json } from '../../core/base/json.ts';
import { type Instant, SECOND } from '../../core/base/time.ts';
import type { Answer } from '../../core/model/answer.ts';
import { Secret } from '../../core/model/secret.ts';
import type { Sent } from '../../monitor/ports.ts';
import type { WebhookWorld } from './kind.ts';

/** How one channel takes a message. */
export type Hook = {
  /** As it is called in what is logged: `Slack`. */
  readonly name: string;
  /** Where a message goes: one origin, or those that all fit; the parts of the address are filled in by the HTTP client alone. */
  readonly origin: string | RegExp;
  readonly path: string;
  /** Reads origin and parts out of the secret: nothing else of it is used. */
  readonly address: RegExp;
  /** Origins that stand for the channel's own in an address. */
  readonly alsoAs?: readonly string[];
  /** Said where the secret cannot be read, or holds no such address. */
  readonly noAddress: string;
  readonly perSecond: number;
  readonly sentOf: (answer: Answer) => Sent;
};

const TIMEOUT = 10 * SECOND;

/**
 * Posts JSON to a webhook whose whole address is in a secret; of several hooks to the one whose address it is. Never throws for what the
 * channel answers.
 */
export const postTo = (hooks: Hook | readonly [Hook, ...Hook[]], secretId: string, world: WebhookWorld) => {
  const { ask, secret, clock, trust } = world;
  const forms = 'name' in hooks ? ([hooks] as const) : hooks;
  const trusted = trust.map((address) => new URL(address).origin);
  return async (message: Json): Promise<Sent> => {
    const [target] = await secret(secretId)
      .then((address) => forms.flatMap((hook) => targetOf(address, hook, trusted) ?? []))
      .catch(() => []);
    if (target === undefined) return { sent: false, why: forms[0].noAddress };
    const { hook } = target;
    const asked = await ask({
      method: 'POST',
      url: `${target.origin}${hook.path}`,
      headers: { accept: '*/*' },
      json: message,
      fills: target.fills,
      trust: target.own ? 'public' : 'allow-listed',
      budget: { perSecond: hook.perSecond, concurrency: 1 },
      deadline: clock() + TIMEOUT,
    });
    return asked.ok ? hook.sentOf(asked.answer) : failedBy(hook, asked.failure.detail, asked.failure.retryAt);
  };
};

type Target = {
  readonly hook: Hook;
  readonly origin: string;
  /** Not one that the deployment allows besides. */
  readonly own: boolean;
  readonly fills: Readonly<Record<string, Secret>>;
};

/** Parts are read as they were before they were percent-encoded: the client encodes them again. */
const targetOf = (secret: Secret, hook: Hook, trusted: readonly string[]): Target | undefined => {
  const { origin: written, ...parts } = hook.address.exec(secret.expose())?.groups ?? {};
  if (written === undefined || !URL.canParse(written)) return undefined;
  const { origin } = new URL(written);
  const own = ownOrigin(origin, hook);
  if (own === undefined && !trusted.includes(origin)) return undefined;
  const fills = Object.entries(parts).map(([name, part]) => [name, new Secret(decodeURIComponent(part))]);
  return { hook, origin: own ?? origin, own: own !== undefined, fills: Object.fromEntries(fills) };
};

const ownOrigin = (origin: string, { origin: own, alsoAs = [] }: Hook): string | undefined => {
  if (typeof own !== 'string') return own.test(origin) ? origin : undefined;
  return origin === own || alsoAs.includes(origin) ? own : undefined;
};

const fillsOf = (parts: Readonly<Record<string, string>>): Target['fills'] =>
  Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, new Secret(part)]));

/** What the named groups of `shape` find in a secret, to be filled in by the HTTP client; undefined where it has another shape. */
export const partsOf = (secret: Secret, shape: RegExp): Target['fills'] | undefined => {
  const parts = shape.exec(secret.expose())?.groups;
  return parts && fillsOf(parts);
};

export const failedBy = (
  { name }: Pick<Hook, 'name'>,
  why: string,
  retryAt?: Instant,
): Extract<Sent, { sent: false }> => ({
  sent: false,
  why: `${name}: ${why}`,
  ...(retryAt !== undefined && { retryAt }),
});

/** Retry-After in seconds (RFC 9110 section 10.2.3); without one, half a minute. */
export const retryAtOf = ({ headers, at }: Answer): Instant => {
  const seconds = Number(headers['retry-after']);
  return at + SECOND * (Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 3600) : 30);
};
