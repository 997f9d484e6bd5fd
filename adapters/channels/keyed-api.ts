import type { Json } from '../../core/base/json.ts';
import { SECOND } from '../../core/base/time.ts';
import type { Answer, AskRequest } from '../../core/model/answer.ts';
import type { Sent } from '../../monitor/ports.ts';
import type { Needs, WebhookWorld } from './kind.ts';
import { failedBy, partsOf } from './webhook.ts';

/** An API at an address that is known, whose key is in a secret. */
export type KeyedApi = {
  /** As it is called in what is logged: `PagerDuty`. */
  readonly name: string;
  /** Where it is, unless the settings name another place that speaks the same. */
  readonly base: string;
  /** Reads the key, a group called `key`, out of the secret: nothing else of it is used. */
  readonly key: RegExp;
  /** Said where the secret cannot be read, or holds no such key. */
  readonly noKey: string;
  /** Where the key stands, as templates. */
  readonly carries: Pick<AskRequest, 'jsonFields'> & { readonly headers?: Readonly<Record<string, string>> };
  readonly perSecond: number;
  readonly sentOf: (answer: Answer) => Sent;
};

export type Call = { readonly path: string; readonly body: Json };

export type KeyedSettings = { readonly secret: string; readonly url?: string | undefined };

/** Its key, and the address in place of its maker's, where one is set. */
export const needsOfKeyed = ({ secret, url }: KeyedSettings): Needs => ({
  secrets: [secret],
  ...(url !== undefined && { selfHosted: [url] }),
});

const TIMEOUT = 10 * SECOND;

/** Below the 90 seconds after which another sender may take the same message. */
const ALL_WITHIN = 60 * SECOND;

type Fills = NonNullable<ReturnType<typeof partsOf>>;

/**
 * Makes the calls of one message, one after the other. One that is refused holds up no other; after any other failure the rest waits.
 * Each must bear to be repeated: a new process makes them all again. Never throws for what the API answers.
 */
export const callApi = (api: KeyedApi, { secret: id, url }: KeyedSettings, world: WebhookWorld) => {
  const call = askOf(api, url, world);
  const progress = progressOf();
  return async (calls: readonly Call[]): Promise<Sent> => {
    const fills = await world.secret(id).then(
      (secret) => partsOf(secret, api.key),
      () => undefined,
    );
    if (fills === undefined) return { sent: false, why: api.noKey };
    const end = world.clock() + ALL_WITHIN;
    let refused: Sent | undefined;
    for (const one of progress.left(calls)) {
      const sent = world.clock() < end ? await call(one, fills) : failedBy(api, 'it took too long, the rest follows');
      if (!sent.sent && !sent.refused) return sent;
      if (sent.sent) progress.took(one);
      else refused = sent;
    }
    if (refused === undefined) progress.done(calls);
    return refused ?? { sent: true };
  };
};

const MOST_REMEMBERED = 1000;

/** What was taken of messages that were not taken whole: they go on where they stopped, as long as this process lives. */
const progressOf = () => {
  const taken = new Set<string>();
  return {
    left: (calls: readonly Call[]): readonly Call[] => calls.filter((call) => !taken.has(JSON.stringify(call))),
    took: (call: Call): void => {
      if (taken.size >= MOST_REMEMBERED) taken.clear();
      taken.add(JSON.stringify(call));
    },
    done: (calls: readonly Call[]): void => {
      for (const call of calls) taken.delete(JSON.stringify(call));
    },
  };
};

const askOf = (api: KeyedApi, url: string | undefined, { ask, clock }: WebhookWorld) => {
  const { headers, ...rest } = api.carries;
  const base = url ?? api.base;
  return async ({ path, body }: Call, fills: Fills): Promise<Sent> => {
    const asked = await ask({
      method: 'POST',
      url: `${base}${path}`,
      headers: { ...headers },
      json: body,
      ...rest,
      fills,
      trust: url === undefined ? 'public' : 'allow-listed',
      budget: { perSecond: api.perSecond, concurrency: 1 },
      deadline: clock() + TIMEOUT,
    });
    return asked.ok ? api.sentOf(asked.answer) : failedBy(api, asked.failure.detail, asked.failure.retryAt);
  };
};
