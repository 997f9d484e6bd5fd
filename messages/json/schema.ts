import * as z from 'zod';
import { CAUSES, REASONS, UNANSWERED_CAUSES, VERDICTS } from '../../core/model/verdict.ts';

/**
 * What programs read from the topic. Within one `schemaVersion` keys are only added, so a reader ignores those that it does not
 * know. A key whose fact is not known is absent.
 */
const moment = z.iso.datetime().describe('UTC');
const severity = z.enum(['page', 'warn', 'note']);
const finding = z.enum(['expiring', 'rotate-by', 'expired', 'overdue', 'rejected', 'degraded', 'misconfigured']);

const exchange = z.object({
  request: z.string(),
  status: z.number().int(),
  code: z.string().optional(),
  message: z.string().optional(),
  requestId: z.string().optional(),
  at: moment,
});

const token = {
  id: z.string().describe('Stable: a repeat carries the same one.'),
  severity,
  token: z.string().describe('Name of the secret or variable.'),
  field: z.string().optional().describe('Field of a JSON secret.'),
  secretArn: z.string().optional(),
  source: z.string().optional().describe('Where a token outside Secrets Manager is.'),
  account: z.string().optional(),
  region: z.string().optional(),
  versionId: z.string(),
  provider: z.string().optional().describe('discord'),
  tokenKind: z.string().optional().describe('discord.bot'),
  tokenKindName: z.string().describe('Discord bot token'),
  verdict: z.enum(VERDICTS),
  cause: z.enum(CAUSES).optional(),
  reason: z.enum(REASONS).optional().describe('The nearer word for the cause, where the evidence tells it.'),
  confidence: z.enum(['certain', 'likely']),
  evidence: z.array(z.string()).describe('Lines fit for a ticket; they hold the words of issuers: escape them.'),
  missing: z.array(z.string()).optional().describe('Scopes that the tag asks for and the token lacks.'),
  scopes: z.array(z.string()).optional(),
  expiresAt: moment.optional(),
  expirySource: z.enum(['issuer', 'embedded', 'tag', 'age-policy', 'rotation']).optional(),
  lastAcceptedAt: moment.optional(),
  refusedSince: moment.optional().describe('First refusal of this version.'),
  versionStoredAt: moment.optional().describe('When Secrets Manager got it.'),
  changedBy: z.string().optional().describe('Who stored it, where CloudTrail is asked (setting whoChanged).'),
  beside: z
    .object({
      accepted: z.number().int(),
      refused: z.number().int(),
      changed: z.array(z.object({ token: z.string(), how: z.string() })),
    })
    .optional()
    .describe('Other tokens of its issuer in the same look, and those that changed within the hour.'),
  settle: z.string().optional().describe('What would settle a cause that is only likely.'),
  userAgent: z.string().optional().describe('As whom the issuer was asked.'),
  subject: z.string().optional().describe('Whom the issuer names as the holder of the token.'),
  unasked: z.string().optional().describe('Why nobody is asked about its kind: its date alone is watched.'),
  exchange: exchange.optional().describe('The request to the issuer and its answer, never a value.'),
  remedy: z.array(z.string()).max(3),
  docsUrl: z.string(),
  runbook: z.string().optional(),
  owner: z.string().optional(),
  environment: z.string().optional(),
  at: moment.describe('When it was decided.'),
  openedAt: moment.describe('When the incident was opened.'),
  threshold: z.number().optional().describe('Days before the date that were reached.'),
  flapping: z
    .literal(true)
    .optional()
    .describe('The second opening within a day: no more is told of it until it has stayed the same for a day.'),
  ended: z
    .object({
      finding,
      severity: severity.optional().describe('As which it was told.'),
      newVersion: z.boolean(),
      brokeAfter: moment.optional().describe('When it was last known to work.'),
      brokeBy: moment.optional().describe('When it was first known not to.'),
    })
    .optional()
    .describe('What a recovery ended.'),
  rotationFailed: z
    .object({ at: moment, says: z.string().optional() })
    .optional()
    .describe('That Secrets Manager could not rotate it, in its own words.'),
  unread: z
    .object({ since: moment, until: moment, never: z.literal(true).optional() })
    .optional()
    .describe('Nobody read its secret between these days; since then the reads of the monitor hide all others.'),
  heldUntil: moment.optional().describe('It waited until then, for the office hours of its owner.'),
};

export const alertMessage = z.object({
  schemaVersion: z.literal(1),
  kind: z.union([finding, z.enum(['recovered', 'started'])]),
  summary: z.string().max(99).describe('The subject of the mail.'),
  incident: z.string().describe('TH-4K7Q2: joins the messages of one story.'),
  ...token,
});

const startedToken = z.object(token);

const datedToken = z.object({
  ...token,
  finding: z.enum(['expiring', 'rotate-by']),
  incident: z.string().describe('Of this token: the same as in its other messages.'),
});

const foundToken = z.object({
  ...token,
  finding: z.union([finding, z.enum(['recovered', 'started'])]).describe('What is told of it: `kind` of an alert.'),
  incident: z.string().describe('Of this token: the same as in its other messages.'),
});

const collection = {
  schemaVersion: z.literal(1),
  id: z.string(),
  severity,
  summary: z.string().max(99),
  incident: z.string(),
  at: moment,
  owner: z.string().optional(),
  omitted: z.number().int().min(0).describe('Tokens that did not fit into one message.'),
};

export const startedMessage = z.object({
  ...collection,
  kind: z.literal('started'),
  tokens: z.array(startedToken),
});

export const datesMessage = z.object({
  ...collection,
  kind: z.literal('dates').describe('Several tokens of one owner that come near their dates.'),
  tokens: z.array(datedToken),
});

export const findingsMessage = z.object({
  ...collection,
  kind: z.literal('findings').describe('Whatever else one owner is told of several tokens within a minute or two.'),
  root: z
    .object({ of: z.enum(['secret', 'account', 'issuer']), name: z.string(), tokens: z.number().int().min(2) })
    .optional()
    .describe('What all tokens that died have in common: look at it before any of them.'),
  tokens: z.array(foundToken),
});

const outage = {
  schemaVersion: z.literal(1),
  id: z.string().describe('Stable: a repeat carries the same one.'),
  kind: z.literal('outage'),
  severity: z.literal('warn'),
  summary: z.string().max(99).describe('The subject of the mail.'),
  incident: z.string(),
  at: moment.describe('When it was decided.'),
  issuerName: z.string().describe('Discord'),
  host: z.string().describe('discord.com'),
  docsUrl: z.string(),
  statusPage: z.string().optional(),
};

export const refusalMessage = z.object({
  ...outage,
  why: z.literal('refuses').describe('It refuses its tokens all at once.'),
  refused: z.number().int().min(1).describe('Tokens that worked and are refused now.'),
  unanswered: z.number().int().min(0).describe('Tokens that worked and get no answer now.'),
  of: z.number().int().min(1).describe('Tokens that worked and were asked about in the same half hour.'),
  heldUntil: moment.describe('Until then no refusal by this issuer is told.'),
  exchange: exchange.describe('One of the refusals.'),
});

export const silenceMessage = z.object({
  ...outage,
  why: z.literal('silent').describe('For a day it gave no answer that says anything about these tokens.'),
  unchecked: z.number().int().min(1).describe('At least so many tokens, each for a day or longer.'),
  answered: z.number().int().min(0).describe('Others of its tokens that it answered at the same time.'),
  since: moment.describe('The longest of them.'),
  cause: z.enum(UNANSWERED_CAUSES).describe('Of the longest of them.'),
  detail: z.string().describe('Fit for a ticket; it may hold the words of the issuer: escape it.'),
});

export const answersMessage = z.object({
  ...outage,
  why: z.literal('answers').describe('The last word under an incident of one of the two others.'),
  ends: z.enum(['refuses', 'silent']).describe('`why` of the notice that it ends.'),
  since: moment.describe('When that was told.'),
  accepted: z.number().int().min(0).describe('Of its tokens, as far as they are remembered: accepted again.'),
  dead: z.number().int().min(0).describe('Told as dead since.'),
  open: z.number().int().min(0).describe('Nothing new is known of them yet.'),
});

export const outageMessage = z.discriminatedUnion('why', [refusalMessage, silenceMessage, answersMessage]);

export const subscribersMessage = z.object({
  schemaVersion: z.literal(1),
  id: z.string().describe('Stable: a repeat carries the same one.'),
  kind: z.literal('subscribers').describe('Who gets the messages of the topic has become nobody, or fewer.'),
  severity: z.literal('warn'),
  why: z.enum(['none', 'lost']).describe('none: nobody is confirmed, so alerts are kept back from the topic.'),
  summary: z.string().max(99).describe('The subject of the mail.'),
  incident: z.string(),
  at: moment.describe('When it was decided.'),
  since: moment,
  topic: z.string(),
  confirmed: z.number().int().min(0),
  pending: z.number().int().min(0).describe('Invited, and not confirmed yet.'),
  lost: z
    .array(z.object({ protocol: z.string(), endpoint: z.string().describe('e***@example.org') }))
    .describe('Confirmed before and not any more; the first few.'),
});

const whyGone = z.enum(['untagged', 'deleted', 'denied']);

export const goneMessage = z.object({
  schemaVersion: z.literal(1),
  id: z.string().describe('Stable: a repeat carries the same one.'),
  kind: z.literal('gone').describe('Secrets that were watched and have left the list.'),
  severity: z.literal('warn'),
  summary: z.string().max(99).describe('The subject of the mail.'),
  incident: z.string(),
  at: moment.describe('When it was decided.'),
  since: moment.describe('The sweep in which the first of them was found gone.'),
  secrets: z
    .array(z.object({ name: z.string(), why: whyGone }))
    .min(1)
    .max(20),
  counts: z.object({
    untagged: z.number().int().min(0).describe('Their tag token-health:provider is gone.'),
    deleted: z.number().int().min(0).describe('Deleted, or marked for deletion.'),
    denied: z.number().int().min(0).describe('The monitor may not describe them.'),
  }),
  omitted: z.number().int().min(0).describe('Secrets that are counted and not named.'),
});

const findingClass = z
  .enum(['expiring', 'rotate-by', 'overdue', 'degraded', 'misconfigured', 'dead'])
  .describe('dead: expired or rejected.');

export const quietMessage = z.object({
  schemaVersion: z.literal(1),
  id: z.string().describe('Stable: a repeat carries the same one.'),
  kind: z.literal('acknowledged').describe('Somebody is on a finding, asked for quiet about it, or took that back.'),
  severity: z.literal('note'),
  what: z.enum(['acknowledged', 'snoozed', 'ended']).describe('ended: taken back by a person.'),
  summary: z.string().max(99).describe('The subject of the mail.'),
  incident: z.string().describe('That of the finding: the same as in its alert.'),
  at: moment.describe('When it was asked for.'),
  token: z.string().describe('Name of the secret or variable.'),
  field: z.string().optional().describe('Field of a JSON secret.'),
  finding: findingClass,
  owner: z.string().optional(),
  by: z.string().describe('Who, as they said: escape it.'),
  why: z.string().optional().describe('In their words: escape it.'),
  until: moment.describe('Of what ended: until when it would have held.'),
});

const listedToken = {
  token: z.string().describe('Name of the secret or variable.'),
  field: z.string().optional(),
  secretArn: z.string().optional(),
  source: z.string().optional().describe('Where a token outside Secrets Manager is.'),
  tokenKind: z.string().optional(),
};
const dated = { expiresAt: moment, expirySource: z.enum(['issuer', 'embedded', 'tag', 'age-policy', 'rotation']) };
const asked = { what: z.enum(['snoozed', 'acknowledged']), until: moment, by: z.string() };
const listOf = <T extends z.ZodType>(one: T) =>
  z.object({
    count: z.number().int().min(0).describe('Of all, those that are not listed included.'),
    tokens: z.array(one),
  });

export const digestMessage = z.object({
  schemaVersion: z.literal(1),
  id: z.string().describe('Stable: the owner and the period.'),
  kind: z.literal('digest').describe('How all tokens of one owner stand.'),
  severity: z.literal('note'),
  summary: z.string().max(99).describe('The subject of the mail.'),
  incident: z.string(),
  at: moment.describe('When it was made.'),
  owner: z.string().optional().describe('Absent: tokens that have no owner.'),
  every: z.enum(['weekly', 'daily']),
  period: z.string().describe('2026-W48 (ISO 8601) or 2026-11-23.'),
  since: moment.describe('From when on alerts and recoveries are counted.'),
  watched: z
    .number()
    .int()
    .min(0)
    .describe('Tokens; each is counted once in needsYou, due, quiet, unchecked, unanswered or healthy.'),
  healthy: z.number().int().min(0),
  unreadable: z.number().int().min(0).describe('Of needsYou: those whose secret cannot be read.'),
  needsYou: listOf(
    z.object({
      ...listedToken,
      verdict: z.enum(['rejected', 'expired', 'misconfigured', 'overdue', 'degraded']),
      cause: z.enum(CAUSES).optional(),
      missing: z.array(z.string()).optional(),
      since: moment.optional(),
      expiresAt: moment.optional(),
      expirySource: dated.expirySource.optional(),
      quiet: z.object(asked).optional().describe('Somebody is on it.'),
    }),
  ).describe('The gravest first.'),
  due: listOf(z.object({ ...listedToken, ...dated })).describe('Within 30 days, the nearest first.'),
  later: listOf(z.object({ ...listedToken, ...dated })).describe('Further away, the nearest first.'),
  neverExpiring: listOf(z.object({ ...listedToken, since: moment })).describe('The oldest version first.'),
  unknownExpiry: listOf(z.object({ ...listedToken, since: moment })),
  unchecked: listOf(z.object(listedToken)).describe('Nobody can be asked about these.'),
  unanswered: listOf(z.object({ ...listedToken, since: moment })).describe('No usable answer for a day or longer.'),
  quiet: listOf(z.object({ ...listedToken, finding: findingClass, ...asked })).describe('Snoozed or acknowledged.'),
  unowned: listOf(z.object(listedToken)).describe('No tag names an owner.'),
  noLongerWatched: listOf(z.object({ ...listedToken, since: moment })).describe(
    'All are counted; those that left in this period are listed.',
  ),
  lately: z.object({
    alerts: z.number().int().min(0),
    recovered: z.number().int().min(0),
    medianSeconds: z.number().int().min(0).optional().describe('From opening to recovery.'),
    outages: z.array(z.string()).describe('Names of issuers.'),
  }),
  sweeps: z
    .object({ last: moment, begun: z.number().int().min(0), finished: z.number().int().min(0) })
    .optional()
    .describe('Of this period.'),
});

export const testMessage = z.object({
  schemaVersion: z.literal(1),
  id: z.string(),
  kind: z.literal('test').describe('Somebody asked to see whether messages arrive: nothing is wrong.'),
  severity: z.literal('note'),
  summary: z.string().max(99).describe('The subject of the mail.'),
  incident: z.string(),
  at: moment.describe('When it was asked for.'),
  by: z.string().optional().describe('Who, as they said: escape it.'),
});

export const channelMessage = z.object({
  schemaVersion: z.literal(1),
  id: z.string().describe('Stable: the channel and the day.'),
  kind: z.literal('channel').describe('A channel of the monitor takes no messages; told through all others.'),
  severity: z.literal('warn'),
  summary: z.string().max(99).describe('The subject of the mail.'),
  incident: z.string(),
  at: moment.describe('When it was decided.'),
  channel: z.string().describe('Its name in the deployment: ops-slack.'),
  title: z.string().optional().describe('What it is: Slack.'),
  why: z.string().describe('What it said last, in our words.'),
  since: moment.describe('The first failure of what waits longest.'),
  waiting: z.number().int().min(1).describe('Alerts that wait for it.'),
});

/** A collection is told by its `tokens`, a notice by its `kind`. */
export const message = z.union([
  startedMessage,
  datesMessage,
  findingsMessage,
  outageMessage,
  subscribersMessage,
  goneMessage,
  quietMessage,
  digestMessage,
  testMessage,
  channelMessage,
  alertMessage,
]);

export type Message = z.infer<typeof message>;
export type AlertMessage = z.infer<typeof alertMessage>;
export type StartedMessage = z.infer<typeof startedMessage>;
export type DatesMessage = z.infer<typeof datesMessage>;
export type DatedToken = z.infer<typeof datedToken>;
export type FindingsMessage = z.infer<typeof findingsMessage>;
export type FoundToken = z.infer<typeof foundToken>;
export type SubscribersMessage = z.infer<typeof subscribersMessage>;
export type QuietMessage = z.infer<typeof quietMessage>;
export type GoneMessage = z.infer<typeof goneMessage>;
export type DigestMessage = z.infer<typeof digestMessage>;
export type TestMessage = z.infer<typeof testMessage>;
export type ChannelMessage = z.infer<typeof channelMessage>;
export type OutageMessage = z.infer<typeof outageMessage>;
export type StartedToken = z.infer<typeof startedToken>;
export type ExchangeMessage = z.infer<typeof exchange>;
