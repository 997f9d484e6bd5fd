import { describe, expect, test } from 'vitest';
import { teams } from '../../../adapters/channels/teams.ts';
import { createAsk } from '../../../adapters/http/ask.ts';
import { parseJson } from '../../../core/base/json.ts';
import { renderTeams } from '../../../messages/teams/teams.ts';
import { tellings } from '../../messages/notices.ts';
import { samples } from '../../messages/samples.ts';
import { teamsPayload } from '../../support/adaptive-card.ts';
import { hex, letters } from '../../support/samples.ts';
import { listen, type Reply, webhookServer, worldOf } from './loopback.ts';

const FLOW = hex(32, 3);
const SIG = `${letters(20, 5)}-_${letters(21, 6)}`;
const QUERY = `sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=${SIG}`;
const INVOKE = `${FLOW}/triggers/manual/paths/invoke`;
const OLD = `/workflows/${INVOKE}?api-version=2016-06-01&${QUERY}`;
const NEW = `/powerautomate/automations/direct/workflows/${INVOKE}?api-version=1&${QUERY}`;
const NO_ADDRESS = expect.stringContaining(
  'the secret named for Teams cannot be read, or holds no address of a workflow',
);
const [alert] = samples['rejected-revoked']!;
const TAKEN: Reply = { status: 202, body: '' };

const receiver = async (reply: Reply) => {
  const { ask, ...server } = await webhookServer(reply);
  const to = (address: string, trust: readonly string[] = [server.origin]) =>
    teams.open('ops', { secret: 'chat/teams' }, worldOf(address, { ask, trust }));
  return { ...server, to, channel: to(`${server.origin}${NEW}`) };
};

test.each([
  ['of Power Platform', NEW],
  ['of Logic Apps', OLD],
])('posts a card to a workflow by an address %s, whose signature arrives as it was', async (_, path) => {
  const { to, origin, seen } = await receiver(TAKEN);
  expect(await to(`${origin}${path}\n`).send([alert])).toEqual({ sent: true });
  expect(seen[0]?.path).toBe(path);
  expect(teamsPayload.parse(parseJson(seen[0]?.body ?? ''))).toEqual(renderTeams([alert]));
});

test('posts the text that was stored, and renders only where nothing usable was', async () => {
  const { channel, seen } = await receiver(TAKEN);
  const stored = { ...renderTeams([alert]), summary: 'the words of then' };
  for (const text of [JSON.stringify(stored), '{"type":"message"}']) await channel.send([alert], text);
  expect(seen.map(({ body }) => parseJson(body))).toEqual([stored, renderTeams([alert])]);
});

test('takes every kind of message, with 429 and 500 now and then: none lost, none twice', async () => {
  const taken: unknown[] = [];
  let calls = 0;
  const server = await listen(({ body }) => {
    calls += 1;
    if (calls % 5 === 0) return { status: 500, body: '' };
    if (calls % 7 === 0) return { status: 429, body: '', headers: { 'retry-after': '0' } };
    taken.push(teamsPayload.parse(parseJson(body)));
    return TAKEN;
  });
  const world = () =>
    worldOf(`${server.origin}${NEW}`, { ask: createAsk({ allowedOrigins: [server.origin] }), trust: [server.origin] });
  for (const telling of Object.values(tellings))
    for (let sent = false; !sent; ) sent = (await teams.open('ops', { secret: 's' }, world()).send(telling)).sent;
  server.close();
  expect(taken).toEqual(Object.values(tellings).map(renderTeams));
});

describe('what the workflow answers', () => {
  const error = (code: string): string => JSON.stringify({ error: { code, message: 'words of theirs' } });
  const again = (says: string): string => `Teams: workflow refused (${says}): make a new one and store its address`;

  test.each([
    [
      'a workflow that is switched off',
      400,
      error('WorkflowTriggerIsNotEnabled'),
      "Teams: the workflow is switched off or deleted (400 WorkflowTriggerIsNotEnabled): switch it on, or store another's address",
    ],
    [
      'a workflow that asks for a login',
      401,
      error('DirectApiAuthorizationRequired'),
      'Teams: the workflow wants a login (401 DirectApiAuthorizationRequired): let Anyone trigger it, and store the new address',
    ],
    ['a wrong signature', 401, error('AuthorizationFailed'), again('401 AuthorizationFailed')],
    ['a workflow that is gone', 404, error('WorkflowNotFound'), again('404 WorkflowNotFound')],
    ['an outage', 502, '<b>down</b>', 'Teams: no usable answer (502)'],
  ])('%s is told in our words', async (_, status, body, why) => {
    const { channel } = await receiver({ status, body });
    expect(await channel.send([alert])).toEqual({ sent: false, why });
  });

  test.each([
    ['a card that its schema will not have', 400, error('TriggerInputSchemaMismatch')],
    ['a card that is too large', 413, ''],
  ])('%s is a refusal of this message', async (_, status, body) => {
    const { channel } = await receiver({ status, body });
    expect(await channel.send([alert])).toMatchObject({ sent: false, refused: true });
  });

  test('429 says when to come back', async () => {
    const { channel } = await receiver({ status: 429, body: '', headers: { 'retry-after': '20' } });
    const before = Date.now();
    const sent = await channel.send([alert]);
    expect('retryAt' in sent ? (sent.retryAt ?? 0) - before : 0).toBeGreaterThanOrEqual(19_900);
  });

  test('a workflow with a Response step of its own answers 200', async () => {
    const { channel } = await receiver({ status: 200, body: 'thanks' });
    expect(await channel.send([alert])).toEqual({ sent: true });
  });
});

describe('only a workflow of Microsoft or of an allowed origin is asked', () => {
  const asking = (address: string) => {
    const asked: { url: string; trust: string; fills: readonly string[] }[] = [];
    const world = worldOf(address, {
      ask: async ({ url, trust, fills }) => {
        asked.push({ url, trust, fills: Object.keys(fills) });
        return { ok: false, failure: { why: 'network', detail: 'no network here' } };
      },
    });
    return { asked, channel: teams.open('ops', { secret: 's' }, world) };
  };
  const PARTS = ['flow', 'trigger', 'version', 'sp', 'sv', 'sig'];
  const TAIL = '{flow}/triggers/{trigger}/paths/invoke?api-version={version}&sp={sp}&sv={sv}&sig={sig}';
  const NEW_HOST = `default${hex(30, 8)}.a7.environment.api.powerplatform.com`;

  test.each([
    [`https://${NEW_HOST}:443${NEW}`, `https://${NEW_HOST}/powerautomate/automations/direct/workflows/${TAIL}`],
    [
      `https://prod-23.westeurope.logic.azure.com:443${OLD}`,
      `https://prod-23.westeurope.logic.azure.com/workflows/${TAIL}`,
    ],
  ])('%s is, with no part of it in the address that is shown', async (address, url) => {
    const { asked, channel } = asking(address);
    expect(await channel.send([alert])).toEqual({ sent: false, why: 'Teams: no network here' });
    expect(asked).toEqual([{ url, trust: 'public', fills: PARTS }]);
  });

  test.each([
    ['another host', `https://prod-23.westeurope.logic.azure.com.evil.example${OLD}`],
    ['a user name that looks like the host', `https://prod-23.westeurope.logic.azure.com@evil.example${OLD}`],
    ['a host with the other form of address', `https://${NEW_HOST}${OLD}`],
    ['plain http', `http://prod-23.westeurope.logic.azure.com${OLD}`],
    ['another port', `https://prod-23.westeurope.logic.azure.com:8443${OLD}`],
    ['the connectors of old', 'https://acme.webhook.office.com/webhookb2/x@y/IncomingWebhook/z/a'],
    ['no signature: Anyone may not trigger it', `https://${NEW_HOST}${NEW.split('&sp=')[0]}`],
    ['a broken encoding', `https://${NEW_HOST}${NEW.replace('sig=', 'sig=%E0%A4-')}`],
    ['nothing', ''],
  ])('%s is not', async (_, address) => {
    const { asked, channel } = asking(address);
    expect(await channel.send([alert])).toEqual({ sent: false, why: NO_ADDRESS });
    expect(asked).toEqual([]);
  });

  test('a loopback address without trust is not', async () => {
    const { to, origin, seen } = await receiver(TAKEN);
    expect(await to(`${origin}${NEW}`, []).send([alert])).toEqual({ sent: false, why: NO_ADDRESS });
    expect(seen).toEqual([]);
  });
});

test('no part of the address is in what is sent or told', async () => {
  const { channel, seen } = await receiver({ status: 500, body: SIG });
  expect(JSON.stringify(await channel.send([alert]))).not.toContain(SIG.slice(0, 10));
  expect(seen[0]?.body).not.toContain(SIG.slice(0, 10));
});
