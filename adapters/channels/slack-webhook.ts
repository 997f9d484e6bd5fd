import { type Instant, SECOND } from '../../core/base/time.ts';
import type { Answer } from '../../core/model/answer.ts';
import { Secret } from '../../core/model/secret.ts';
import type { SlackMessage } from '../../messages/slack/markup.ts';
import { storedSlack } from '../../messages/texts.ts';
import type { Ask, Channel, Clock, Sent } from '../../monitor/ports.ts';

export type SlackOptions = {
  readonly ask: Ask;
  /** The webhook's whole address, read anew for each message: people replace it. */
  readonly webhook: () => Promise<Secret>;
  readonly clock: Clock;
  /** Origins besides Slack's own that the deployment allows (`http://127.0.0.1:9000`). */
  readonly trust?: readonly string[];
};

const SLACK = 'https://hooks.slack.com';
const TIMEOUT = 10 * SECOND;

/** Slack takes one message a second for a webhook. */
export const SLACK_PER_SECOND = 1;

const BUDGET = { perSecond: SLACK_PER_SECOND, concurrency: 1 } as const;

/** Alerts, as they were stored. */
export const slackChannel = (options: SlackOptions): Channel => {
  const post = slackPost(options);
  return { name: 'slack', send: (telling, text) => post(() => storedSlack(telling, text)) };
};

/** Posts Block Kit to an incoming webhook. Nothing but the path's three parts comes out of the secret: the host is ours. */
export const slackPost = ({ ask, webhook, clock, trust = [] }: SlackOptions) => {
  const origins = [SLACK, ...trust.map((address) => new URL(address).origin)];
  return async (message: () => SlackMessage): Promise<Sent> => {
    const target = await webhook().then(
      (secret) => targetOf(secret, origins),
      () => undefined,
    );
    if (target === undefined) return { sent: false, why: NO_WEBHOOK };
    const asked = await ask({
      method: 'POST',
      url: `${target.origin}/services/{team}/{app}/{key}`,
      headers: { accept: '*/*' },
      json: message(),
      fills: target.fills,
      trust: target.origin === SLACK ? 'public' : 'allow-listed',
      budget: BUDGET,
      deadline: clock() + TIMEOUT,
    });
    return asked.ok ? sentOf(asked.answer) : failedBy(asked.failure.detail, asked.failure.retryAt);
  };
};

const NO_WEBHOOK =
  'the secret named for Slack cannot be read, or holds no address https://hooks.slack.com/services/...';

type Target = { readonly origin: string; readonly fills: Readonly<Record<'team' | 'app' | 'key', Secret>> };

const ADDRESS = /^\s*(https?:\/\/[^/\s?#@\\]+)\/services\/([A-Za-z0-9]+)\/([A-Za-z0-9]+)\/([A-Za-z0-9]+)\s*$/;

const targetOf = (secret: Secret, origins: readonly string[]): Target | undefined => {
  const [, origin = '', team = '', app = '', key = ''] = ADDRESS.exec(secret.expose()) ?? [];
  if (!origins.includes(origin)) return undefined;
  return { origin, fills: { team: new Secret(team), app: new Secret(app), key: new Secret(key) } };
};

const failedBy = (why: string, retryAt?: Instant): Extract<Sent, { sent: false }> => ({
  sent: false,
  why: `Slack: ${why}`,
  ...(retryAt !== undefined && { retryAt }),
});

/** Only 200 with the text `ok` means that Slack has it. */
const sentOf = (answer: Answer): Sent => {
  const word = /^[a-z_]{1,40}$/.test(answer.text) ? ` ${answer.text}` : '';
  const says = `${answer.status}${word}`;
  switch (answer.status) {
    case 200:
      return answer.text.trim() === 'ok' ? { sent: true } : failedBy('answered 200 but not ok');
    case 429:
      return failedBy(`too many messages (${says})`, retryAt(answer));
    case 403:
    case 404:
    case 410:
      return failedBy(`webhook refused (${says}): make a new one and store its address`);
    case 400:
      return { ...failedBy(`message refused (${says})`), refused: true };
    default:
      return failedBy(`no usable answer (${says})`);
  }
};

/** Retry-After in seconds; without one, half a minute. */
const retryAt = ({ headers, at }: Answer): Instant => {
  const seconds = Number(headers['retry-after']);
  return at + SECOND * (Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 3600) : 30);
};
