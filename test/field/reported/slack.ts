import { json, SLACK_OK, slackError } from '../answers.ts';
import { because, MALFORMED, right, type Situations } from '../case.ts';
import { prefixed, slackBot, slackUser, slackWebhook } from '../shapes.ts';

const BOT = { from: 'stdin', provider: 'slack', value: slackBot } as const;

export const slack: Situations = {
  'rotation is on and nobody refreshed the token': {
    ...BOT,
    id: 'S01',
    source: 'slackapi/bolt-js#1968',
    value: prefixed('xoxe.xoxb-1-', 160),
    answer: json(200, { ok: false, error: 'token_expired', response_metadata: {} }),
    right: because('expired', 'expired'),
  },
  'the refresh token is stored where the access token belongs': {
    ...BOT,
    id: 'S03',
    source: 'slackapi/node-slack-sdk#2038',
    value: prefixed('xoxe-1-', 146),
    answer: slackError('invalid_auth'),
    right: right('misconfigured', 'rejected'),
  },
  'the token of a browser session works only with its cookie': {
    ...BOT,
    id: 'S04',
    source: 'emtunc/SlackPirate#61',
    value: prefixed('xoxc-123456789012-123456789012-1234567890123-', 64),
    answer: slackError('invalid_auth'),
    right: right('misconfigured', 'indeterminate'),
  },
  'a webhook of somebody who left cannot be asked without posting': {
    ...BOT,
    id: 'S06',
    source: 'cloud-gov/pages-core#4068',
    provider: 'slack.webhook',
    value: slackWebhook,
    answer: { status: 403, headers: { 'content-type': 'text/plain' }, body: 'invalid_token' },
    stays: true,
    right: right('indeterminate'),
  },
  'a token of a whole organization, whose team is the enterprise': {
    ...BOT,
    id: 'S07',
    source: 'rygwdn/slack-tools#1',
    answer: json(
      200,
      {
        ...SLACK_OK,
        team_id: 'E0ABC123',
        user_id: 'W0ABC123',
        is_enterprise_install: true,
        enterprise_id: 'E0ABC123',
      },
      { 'x-oauth-scopes': 'chat:write,channels:read' },
    ),
    right: right('healthy'),
  },
  'a user token was pasted with its quotation marks': {
    ...BOT,
    id: 'S09',
    source: 'arjunattam/vscode-chat#245',
    from: 'env',
    value: (draw) => `'${slackUser(draw)}'`,
    answer: slackError('invalid_auth'),
    stays: true,
    right: MALFORMED,
  },
  'the header did not arrive': {
    ...BOT,
    id: 'S10',
    source: 'Lifecycle-Innovations-Limited/claude-ops#195',
    answer: slackError('not_authed'),
    right: because('blocked', 'indeterminate'),
  },
  'the workspace has used up its requests': {
    ...BOT,
    id: 'S12',
    source: 'slackapi/slack-github-action#249',
    answer: slackError('ratelimited', 429, { 'retry-after': '30' }),
    right: because('rate-limited', 'indeterminate'),
  },
  'the user has to set up a second factor first': {
    ...BOT,
    id: 'S13',
    source: 'slackapi/slack-github-action#249',
    answer: slackError('two_factor_setup_required'),
    right: right('indeterminate', 'degraded', 'rejected'),
  },
};
