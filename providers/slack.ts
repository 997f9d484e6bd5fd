import { at } from '../core/base/json.ts';
import { scopeList } from '../core/diagnose/jwt.ts';
import { remedies, scopesHeader } from './kit.ts';
import { type AnswerRule, defineProvider, type Kind, type OnlineProbe } from './provider.ts';

const DOCS = 'https://docs.slack.dev';

/** Slack answers 200 to nearly everything: `ok` and `error` decide. */
const failed = (...errors: readonly string[]) =>
  ({ status: [200, 401, 403], body: { ok: false, error: errors } }) as const;

const unanswered = (why: 'provider-outage' | 'rate-limited', detail: string, ...errors: readonly string[]) =>
  ({ ...failed(...errors), say: 'unanswered', why, detail }) as const;

const blocked = (detail: string, remedy: string, ...errors: readonly string[]) =>
  ({ ...failed(...errors), say: 'unanswered', why: 'blocked', detail, remedy: [remedy] }) as const;

const ERRORS: readonly AnswerRule[] = [
  { ...failed('token_revoked'), say: 'refused', meaning: 'revoked' },
  { ...failed('token_expired'), say: 'refused', meaning: 'expired' },
  { ...failed('account_inactive'), say: 'refused', meaning: 'account-disabled' },
  {
    ...failed('missing_scope', 'no_permission'),
    say: 'lacking',
    lacking: ({ json }) => scopeList(String(at(json, 'needed') ?? '').replaceAll(',', ' '))?.slice(0, 20) ?? [],
  },
  unanswered('rate-limited', 'too many requests', 'ratelimited', 'rate_limited'),
  unanswered(
    'provider-outage',
    'Slack could not finish the request',
    'internal_error',
    'fatal_error',
    'service_unavailable',
    'request_timeout',
  ),
  unanswered('provider-outage', 'the workspace is being moved by Slack', 'org_login_required', 'team_added_to_org'),
  blocked(
    'Slack saw no token in the request: something on the way removed it',
    'Look for a proxy between the monitor and Slack that takes the header Authorization away.',
    'not_authed',
  ),
  blocked(
    'the workspace does not allow requests from this network',
    'Let an administrator add the outgoing address of the monitor to the allow-list: of the workspace, or of the app under OAuth & Permissions > Restrict API Token Usage.',
    'accesslimited',
    'access_denied',
    'ekm_access_denied',
  ),
  blocked(
    'the user behind it must set up a second factor first',
    'Sign in to Slack as that user and set up two-factor authentication. The token keeps its value.',
    'two_factor_setup_required',
  ),
  blocked(
    'this kind of token cannot be asked this way',
    'Have its date watched instead, by the tag token-health:expires-at, and try it by hand where it is used.',
    'not_allowed_token_type',
    'enterprise_is_restricted',
  ),
];

/** Sent for an unknown token, and for a good one from an address outside the workspace's allow-list: no meaning claimed. */
const INVALID: AnswerRule = { ...failed('invalid_auth'), say: 'refused' };

const probe = (answers: readonly AnswerRule[]): OnlineProbe => ({
  online: true,
  method: 'POST',
  url: 'https://slack.com/api/auth.test',
  host: 'fixed',
  headers: { authorization: 'Bearer {token}' },
  answers: [...answers, ...ERRORS],
});

const member = probe([
  {
    status: 200,
    body: { ok: true, team_id: /^[TE][A-Z0-9]{2,20}$/, user_id: /^[UWB][A-Z0-9]{2,20}$/ },
    say: 'accepted',
    reading: { subject: 'user', scopes: scopesHeader('x-oauth-scopes') },
  },
  INVALID,
]);

const reinstall =
  'https://api.slack.com/apps > the app > OAuth & Permissions > Reinstall to Workspace, and copy the token.';
const who =
  'Workspace > Manage apps > the app shows who removed or changed it; also check the address allow-list of the workspace.';
const MORE: Kind['remedies'] = {
  'insufficient-scope': [
    'https://api.slack.com/apps > the app > OAuth & Permissions > Scopes: add what is missing.',
    'Reinstall to Workspace; the token keeps its value unless rotation is on.',
  ],
  'account-disabled': [
    'Ask an owner of the workspace whether the user, the app or the workspace was deactivated.',
    'Reinstall the app as an active user.',
  ],
};

export const slack = defineProvider({
  id: 'slack',
  name: 'Slack',
  docs: `${DOCS}/reference/methods/auth.test`,
  statusPage: 'https://slack-status.com',
  sources: [
    'slackapi/slack-github-action#249: two_factor_setup_required',
    'docs.slack.dev: reference/methods/auth.test (POST, no scope needed, special rate limit)',
    'slack_kit common_errors.json (copy of the method pages) and hexdocs Slack.Web.Auth: account_inactive, invalid_auth also for a disallowed address, accesslimited, ekm_access_denied, org_login_required',
    'slack-ruby/slack-ruby-client#378: header x-oauth-scopes of any method, auth.test included; docs.slack.dev WebAPICallResult: needed, provided',
    'unsure: auth.test with xapp- (trufflehog#5089 doubts it): its invalid_auth proves nothing, only ok with app_id counts',
    'trufflehog and kingfisher slackwebhook: their probe of a webhook is a POST to the address that posts; not used here',
  ],
  base: { strip: ['/api'] },
  budget: { perSecond: 3, concurrency: 4 },
  limits: {
    counts: 'account',
    source:
      'docs.slack.dev: apis/web-api/rate-limits, by method, workspace and app; unsure: what the special limit of auth.test adds up',
  },
  requestId: 'x-slack-req-id',
  words: { code: 'error' },
  kinds: [
    {
      id: 'bot',
      name: 'Slack bot token',
      shape: {
        pattern: /^(?:xoxb-[0-9]{8,14}-[0-9A-Za-z-]{10,200}|xoxe\.xoxb-\d-[A-Za-z0-9]{100,400})$/,
        alphabet: /^[A-Za-z0-9.-]$/,
        minLength: 25,
        distinctive: true,
        startsWith: ['xoxb-', 'xoxe.xoxb-'],
      },
      probe: member,
      docs: `${DOCS}/authentication/tokens`,
      impact: 'The app cannot post or read in the workspace.',
      renewal: 'Only with token rotation: oauth.v2.access with grant_type=refresh_token.',
      remedies: remedies(reinstall, who, MORE),
    },
    {
      id: 'user',
      name: 'Slack user token',
      shape: {
        pattern: /^(?:xoxp-[0-9A-Za-z-]{20,250}|xoxe\.xoxp-\d-[A-Za-z0-9]{100,400})$/,
        alphabet: /^[A-Za-z0-9.-]$/,
        minLength: 25,
        distinctive: true,
        startsWith: ['xoxp-', 'xoxe.xoxp-'],
      },
      probe: member,
      docs: `${DOCS}/authentication/tokens`,
      impact: 'Nothing can act for this user in the workspace any more.',
      remedies: remedies(reinstall, who, MORE),
    },
    {
      id: 'app',
      name: 'Slack app-level token',
      shape: {
        pattern: /^xapp-\d{1,3}-[0-9A-Za-z]{8,16}-[0-9]{8,16}-[0-9A-Za-z]{10,80}$/,
        alphabet: /^[A-Za-z0-9-]$/,
        minLength: 35,
        distinctive: true,
        startsWith: ['xapp-'],
      },
      probe: probe([
        {
          status: 200,
          body: { ok: true, app_id: /^A[A-Z0-9]{2,20}$/ },
          say: 'accepted',
          reading: { subject: 'app_name' },
        },
        blocked(
          'Slack may not judge app-level tokens by auth.test',
          'Try it by hand with apps.connections.open: if that says invalid_auth too, generate a new one.',
          'invalid_auth',
        ),
      ]),
      docs: `${DOCS}/authentication/tokens`,
      impact: 'Socket Mode cannot connect, so the app hears no events.',
      remedies: remedies(
        'https://api.slack.com/apps > the app > Basic Information > App-Level Tokens > Generate.',
        who,
        MORE,
      ),
    },
    {
      id: 'webhook',
      name: 'Slack webhook URL',
      shape: {
        pattern:
          /^https:\/\/hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Z][A-Za-z0-9_-]{8,14}\/[A-Za-z0-9_-]{8,20}\/[A-Za-z0-9_-]{16,64}(?:\/[A-Za-z0-9_-]{16,64})?$/,
        alphabet: /^[\x21-\x7e]$/,
        minLength: 65,
        distinctive: true,
        startsWith: ['services', 'workflows', 'triggers'].map((part) => `https://hooks.slack.com/${part}/`),
      },
      probe: { online: false, reason: 'the only request a Slack webhook takes posts a message, so it is never made' },
      docs: `${DOCS}/messaging/sending-messages-using-incoming-webhooks`,
      impact: 'Nothing is posted to its channel any more.',
      remedies: remedies(
        'https://api.slack.com/apps > the app > Incoming Webhooks > Add New Webhook to Workspace.',
        who,
      ),
    },
  ],
});
