import { vi } from 'vitest';
import { accepted, botUser } from '../../../cli/demo/issuers/discord-replies.ts';
import { HOUR, type Instant, MINUTE } from '../../../core/base/time.ts';
import { type Asked, type AskRequest, answerOf } from '../../../core/model/answer.ts';
import { discoverPorts } from '../../../functions/discover-ports.ts';
import { messageOf } from '../../../functions/events.ts';
import { collectMeasures } from '../../../functions/measure.ts';
import { probePorts } from '../../../functions/probe-ports.ts';
import { discover } from '../../../monitor/discover/discover.ts';
import { probe } from '../../../monitor/probe/probe.ts';
import { START } from '../../support/make.ts';
import { startAccount } from './account.ts';

export type Counted = {
  /** Requests of one sweep by action. */
  readonly calls: Readonly<Record<string, number>>;
  /** What discover and the probe measured, as printed; not the line that each run says of itself. */
  readonly logBytes: number;
  /** Of the largest record of a token, as stored. */
  readonly itemBytes: number;
  /** Of the names that the sweep keeps in the table, as sent. */
  readonly listBytes: number;
  readonly messageBytes: number;
};

const says = ({ fills }: AskRequest, now: Instant): Asked => {
  const { status, headers = {}, body } = accepted(botUser(fills.token?.expose() ?? ''));
  return { ok: true, answer: answerOf(status, headers, JSON.stringify(body), now) };
};

const variables = ({ settings }: Awaited<ReturnType<typeof startAccount>>): Readonly<Record<string, string>> => ({
  AWS_REGION: settings.region,
  AWS_ENDPOINT_URL: settings.endpoint,
  AWS_ACCESS_KEY_ID: settings.credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: settings.credentials.secretAccessKey,
  POWERTOOLS_SERVICE_NAME: 'TokenHealth',
  TOKEN_HEALTH_TABLE: 'table',
  TOKEN_HEALTH_QUEUE_URL: `${settings.endpoint}/queue`,
  TOKEN_HEALTH_TIMEOUT_SECONDS: '60',
  TOKEN_HEALTH_PROBE_CONCURRENCY: '5',
});

const bytesOf = ({ table }: Awaited<ReturnType<typeof startAccount>>, beginning: string): readonly number[] =>
  [...table].filter(([key]) => key.startsWith(beginning)).map(([, item]) => Buffer.byteLength(JSON.stringify(item)));

/** The functions as deployed, but for the issuer and the clock: the second sweep of tokens that did not change, counted. */
export const countSweep = async (tokens: number): Promise<Counted> => {
  const account = await startAccount(tokens);
  for (const [name, value] of Object.entries(variables(account))) vi.stubEnv(name, value);
  const measure = collectMeasures();
  let now = START;
  const clock = () => now;
  const finding = { ...discoverPorts(measure), clock };
  const probing = { ...probePorts(measure), clock, ask: async (request: AskRequest) => says(request, now) };
  const sweep = async (id: string): Promise<void> => {
    await discover(finding, { id, at: now }, { by: id, until: now + 15 * MINUTE });
    measure.flush();
    for (let body = account.queue.shift(); body !== undefined; body = account.queue.shift()) {
      messageBytes = Math.max(messageBytes, Buffer.byteLength(body));
      await probe(probing, messageOf({ messageId: 'm', body }), now + MINUTE);
      measure.flush();
    }
  };
  let messageBytes = 0;
  const log = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    await sweep('first');
    account.calls.length = 0;
    log.mockClear();
    now += HOUR;
    await sweep('second');
    const written = log.mock.calls.map(([text]) => String(text)).join('');
    return {
      calls: Object.fromEntries(
        [...Map.groupBy(account.calls, ({ action }) => action)].map(([a, all]) => [a, all.length]),
      ),
      logBytes: Buffer.byteLength(written),
      itemBytes: Math.max(...bytesOf(account, 'token#')),
      listBytes: bytesOf(account, 'sweep run#second#leg#').reduce((total, bytes) => total + bytes, 0),
      messageBytes,
    };
  } finally {
    log.mockRestore();
    account.close();
    vi.unstubAllEnvs();
  }
};
