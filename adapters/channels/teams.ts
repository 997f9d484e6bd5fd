import * as z from 'zod';
import { at, type Json } from '../../core/base/json.ts';
import type { Answer } from '../../core/model/answer.ts';
import { renderTeamsAlarm } from '../../messages/teams/alarm.ts';
import type { TeamsMessage } from '../../messages/teams/card.ts';
import { renderTeams } from '../../messages/teams/teams.ts';
import type { Sent } from '../../monitor/ports.ts';
import { secretName } from '../settings/names-of-aws.ts';
import { channelKind, type WebhookWorld } from './kind.ts';
import { failedBy, type Hook, postTo, retryAtOf } from './webhook.ts';

/** The Flow bot posts 25 cards in 300 seconds, all flows of one connection together (learn.microsoft.com/connectors/teams, Throttling Limits). */
const PER_SECOND = 25 / 300;

const TEAMS = { name: 'Teams' };

/** 202: the flow will run. 200: it has a step of its own that answers. */
const sentOf = (answer: Answer): Sent => {
  const code = at(answer.json, 'error.code') ?? at(answer.json, 'code');
  const word = typeof code === 'string' && /^[A-Za-z]{1,60}$/.test(code) ? ` ${code}` : '';
  const says = `${answer.status}${word}`;
  switch (answer.status) {
    case 200:
    case 202:
      return { sent: true };
    case 429:
      return failedBy(TEAMS, `too many messages (${says})`, retryAtOf(answer));
    case 400:
      return word === ' WorkflowTriggerIsNotEnabled'
        ? failedBy(TEAMS, `the workflow is switched off or deleted (${says}): switch it on, or store another's address`)
        : { ...failedBy(TEAMS, `message refused (${says})`), refused: true };
    case 413:
      return { ...failedBy(TEAMS, `message refused (${says})`), refused: true };
    case 401:
      return word === ' DirectApiAuthorizationRequired'
        ? failedBy(TEAMS, `the workflow wants a login (${says}): let Anyone trigger it, and store the new address`)
        : failedBy(TEAMS, `workflow refused (${says}): make a new one and store its address`);
    case 403:
    case 404:
    case 410:
      return failedBy(TEAMS, `workflow refused (${says}): make a new one and store its address`);
    default:
      return failedBy(TEAMS, `no usable answer (${says})`);
  }
};

/** `sp` may be read in two spellings, and goes out in the one that was signed. */
const QUERY =
  '\\/triggers\\/(?<trigger>[A-Za-z0-9_-]{1,80})\\/paths\\/invoke\\/?\\?api-version=(?<version>[0-9-]{1,10})&sp=(?<sp>[A-Za-z0-9%/_-]{1,120})&sv=(?<sv>[0-9.]{1,5})&sig=(?<sig>[A-Za-z0-9_%-]{20,120})\\s*$';
const ORIGIN = '^\\s*(?<origin>https?:\\/\\/[^/\\s?#@\\\\]+)';
const FLOW = '(?<flow>[A-Za-z0-9-]{8,64})';
const TAIL = '{flow}/triggers/{trigger}/paths/invoke?api-version={version}&sp={sp}&sv={sv}&sig={sig}';

const COMMON = {
  name: TEAMS.name,
  noAddress:
    'the secret named for Teams cannot be read, or holds no address of a workflow: https://...logic.azure.com or ...environment.api.powerplatform.com, ending in &sig=...',
  // Of one process; the pace that all senders share is the channel's.
  perSecond: 1,
  sentOf,
};

/** Both forms of an address that a workflow has had, and the hosts of each: no other host is asked. */
const HOOKS: readonly [Hook, Hook] = [
  {
    ...COMMON,
    origin: /^https:\/\/[a-z0-9]{20,50}\.[a-z0-9]{1,4}\.environment\.api\.powerplatform\.com$/,
    path: `/powerautomate/automations/direct/workflows/${TAIL}`,
    address: new RegExp(`${ORIGIN}\\/powerautomate\\/automations\\/direct\\/workflows\\/${FLOW}${QUERY}`),
  },
  {
    ...COMMON,
    origin: /^https:\/\/[a-z0-9-]{1,40}\.[a-z0-9-]{1,40}\.logic\.azure\.com$/,
    path: `/workflows/${TAIL}`,
    address: new RegExp(`${ORIGIN}\\/workflows\\/${FLOW}${QUERY}`),
  },
];

const teamsPost = (secretId: string, world: WebhookWorld): ((message: TeamsMessage) => Promise<Sent>) => {
  const post = postTo(HOOKS, secretId, world);
  return (message) => post(message as unknown as Json);
};

export const teams = channelKind({
  type: 'teams',
  title: 'Microsoft Teams',
  perSecond: PER_SECOND,
  settings: z.strictObject({ secret: secretName.describe('Holds the address of the workflow, with its signature.') }),
  needs: ({ secret }) => ({ secrets: [secret] }),
  render: renderTeams,
  message: z.looseObject({ type: z.literal('message'), attachments: z.array(z.unknown()).length(1) }),
  connect: ({ secret }, world) => teamsPost(secret, world),
  alarm: ({ secret }, world) => {
    const post = teamsPost(secret, world);
    return (change) => post(renderTeamsAlarm(change));
  },
});
