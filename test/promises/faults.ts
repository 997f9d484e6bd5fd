import { inPart, notHere, proven, type Row } from './row.ts';

const ALARMS = 'infra/alarms';
const AWS = 'promises/aws';
const DELIVERY = 'promises/delivery';
const GUARD = 'adapters/http/guard';
const HANDLERS = 'functions/handlers';
const HOSTILE = 'adapters/http/hostile';
const JUDGING = 'promises/judging';
const LADDER = 'core/transition';
const MONITOR = 'monitor/monitor';
const PACE = 'adapters/http/pace';
const PROOF = 'providers/proof';
const SIM = 'sim/histories';
const SLACK = 'adapters/channels/slack-webhook';
const SWEEPS = 'promises/sweeps';
const TEMPLATE = 'infra/template';

/** What breaks by itself. */
export const FAULTS: readonly Row[] = [
  proven(
    'F1',
    'the same tick twice is one sweep',
    [MONITOR, 'that fires twice for one tick is one sweep'],
    ['e2e/adapters/sweeps', 'begin once per id, unless the first one died before its end'],
  ),
  proven('F2', 'a sweep that comes hours late asks every token once', [SWEEPS, 'F2:']),
  proven('F3', 'a sweep that cannot start is retried, kept, and missed', [TEMPLATE, 'F3:'], [ALARMS, 'trap 9:']),
  proven('F4', 'what discover throws after it was accepted reaches a queue', [TEMPLATE, 'F4:']),
  proven('F5', 'discover that dies between pages begins again', [SWEEPS, 'F5:']),
  proven('F6', 'a throttled listing is asked again', [AWS, 'F6:']),
  proven('F7', 'short and empty pages are followed to the end', [AWS, 'F7:']),
  proven('F8', 'a page token that repeats ends the listing as a failure', [AWS, 'F8:']),
  proven('F9', 'a secret missing from the list tells nothing', [SWEEPS, 'F9:']),
  proven('F10', 'a secret deleted after it was listed is no dead token', [SWEEPS, 'F10:']),
  inPart(
    'F11',
    'an empty listing closes nothing, and raises an alarm',
    'not built: an alert when discovery drops by half; only a sweep that finds nothing raises the alarm',
    [SWEEPS, 'F11:'],
    [ALARMS, 'trap 10: a sweep that finds nothing is told'],
  ),
  proven('F12', 'only the refused entries of a batch are sent again, or the run fails', [AWS, 'F12:']),
  proven(
    'F13',
    'a message delivered twice at once tells once',
    [JUDGING, 'F13:'],
    [SIM, 'random histories with crashes, losses and repeats at every effect, no promise is broken'],
  ),
  proven('F14', 'a late message judges the value of now', [JUDGING, 'F14:']),
  proven('F15', 'nothing reserves concurrency below the poller', [TEMPLATE, 'F15:']),
  proven('F16', 'a message stays hidden six times the time limit', [TEMPLATE, 'F16:']),
  proven('F17', 'a failure report names ids of the batch, or throws', ['functions/batch', 'F17:']),
  proven('F18', 'both mappings report single failures', [TEMPLATE, 'F18:']),
  proven(
    'F19',
    'one poisonous message fails alone',
    ['functions/batch', 'names exactly the records that failed'],
    [HANDLERS, 'probe fails a message that it cannot read, by its id'],
    ['e2e/monitor', 'puts a message that it cannot read aside after five tries'],
  ),
  proven('F20', 'dead-letter queues outlive their source', [TEMPLATE, 'F20:']),
  inPart(
    'F21',
    'the first message in a dead-letter queue raises an alarm',
    'not built: the token itself is not shown as not checked since',
    [ALARMS, 'every dead-letter queue has an alarm at its first message'],
  ),
  proven('F22', 'work is put back before the time runs out', [
    MONITOR,
    'with too little time left is put back on the queue, unasked',
  ]),
  proven('F23', 'a process that is killed leaves no half state', [DELIVERY, 'F23:']),
  proven('F24', 'idle sockets are not used after a freeze', [PACE, 'that were idle over a frozen time']),
  proven('F25', 'one secret that may not be read holds no other', [AWS, 'F25:']),
  proven('F26', 'a secret without an answer is unanswered, not absent', [AWS, 'F26:']),
  proven('F27', 'answers in another order are joined by ARN', [AWS, 'F27:']),
  inPart(
    'F28',
    'a throttled or disabled key says nothing of the token',
    'not built: one notice per key; each secret of that key is told by itself',
    [AWS, 'F28:'],
    [MONITOR, 'has a key that refuses'],
  ),
  proven(
    'F29',
    'a rotation at any step of a probe is never blamed (after the last check of the version: unless the issuer explains)',
    [JUDGING, 'F29:'],
    [MONITOR, 'F29:'],
  ),
  proven('F30', 'a bad rotation is told as such', [MONITOR, 'by a bad rotation says so']),
  proven('F31', 'a version minutes old is looked at twice', [
    LADDER,
    'of a version minutes old is looked at twice even when explained',
  ]),
  proven(
    'F32',
    'no status proves anything by itself, and a pause is honoured up to a cap',
    [PROOF, 'by any status with the body'],
    [PACE, 'holds further asks back'],
  ),
  notHere('F33', 'an issuer that refuses everybody is held as one notice', 'not built: issuer guard'),
  proven('F34', 'a page of a firewall proves nothing', [PROOF, 'by any status with the body']),
  proven('F35', 'a certificate that fails is no answer', [HOSTILE, 'the certificate of the server is not trusted']),
  proven('F36', 'a failure of DNS is no answer', [JUDGING, 'F36:'], [GUARD, 'a name that DNS does not know']),
  proven(
    'F37',
    'a refused or reset connection is no answer',
    [HOSTILE, 'a port where nobody listens'],
    [HOSTILE, 'cut after headers'],
    [HOSTILE, 'cut in the body'],
  ),
  proven('F38', 'a 401 whose body was cut is no answer', [HOSTILE, 'cut 401']),
  proven('F39', 'a 200 of unknown shape is no answer', [PROOF, 'by any status with the body']),
  notHere('F40', 'a wrong clock of our own', "not built: our clock is not compared with the issuer's Date"),
  proven(
    'F41',
    'a date that cannot be is no date',
    ['core/time', 'is no NumericDate'],
    ['providers/interpret', 'a date that cannot be is never told, whoever read it'],
  ),
  proven('F42', 'leap days, year ends and clock changes move no threshold', [JUDGING, 'F42:']),
  proven('F43', 'after missed runs only the tightest threshold is told', [
    LADDER,
    'tells only the tightest after missed runs',
  ]),
  proven(
    'F44',
    'the ladder is armed again by a new version or a later date',
    [LADDER, 'is armed again by a new version'],
    [LADDER, 'is armed again by a later date'],
  ),
  proven('F45', 'a commit whose reply was lost is stored once', [AWS, 'F45:']),
  proven('F46', 'each reason of a cancelled transaction has its own answer', [AWS, 'F46:']),
  proven(
    'F47',
    'state and alert are written together or not at all',
    [AWS, 'F47:'],
    ['adapters/local/store', 'a write that fails half way leaves neither the record nor the first alert'],
    [SIM, 'random histories with crashes, losses and repeats at every effect, no promise is broken'],
    ['e2e/monitor', 'loses no alert when probe is killed between store and publish, and the stream shows nothing'],
  ),
  proven('F48', 'the largest answer of an issuer fits into one item', [JUDGING, 'F48:']),
  proven('F49', 'a throttled table sends the message back to the queue', [JUDGING, 'F49:']),
  proven(
    'F50',
    'a table that is away fails loudly, and the silence alarm needs no table',
    [HANDLERS, 'a table that cannot be reached fails the sweep'],
    [ALARMS, 'trap 9:'],
  ),
  proven(
    'F51',
    'a poisonous record fails alone and is never skipped',
    [HANDLERS, 'notify fails a record that tells of no alert'],
    [TEMPLATE, 'F50, F51, F52, F53:'],
  ),
  proven('F52', 'a shard is not blocked for a day', [TEMPLATE, 'F50, F51, F52, F53:']),
  proven('F53', 'a record that aged untried is sent by the sweep', [DELIVERY, 'F53, F54, F55:']),
  proven('F54', 'the table is the truth, not the failed event', [TEMPLATE, 'F54, F55:'], [DELIVERY, 'F53, F54, F55:']),
  proven(
    'F55',
    'an alert that the stream never shows is sent',
    [DELIVERY, 'F53, F54, F55:'],
    [TEMPLATE, 'F54, F55:'],
    [SIM, 'random histories with crashes, losses and repeats at every effect, no promise is broken'],
  ),
  proven(
    'F56',
    'a repeated batch sends nothing twice',
    [DELIVERY, 'F56:'],
    [SIM, 'random histories with crashes, losses and repeats at every effect, no promise is broken'],
  ),
  proven(
    'F57',
    'a repeat after a crash has the same id and the same bytes',
    [DELIVERY, 'F57:'],
    [SIM, 'random histories with crashes, losses and repeats at every effect, no promise is broken'],
  ),
  proven(
    'F58',
    'a claim of a dead sender ends',
    [MONITOR, 'a sender that died after claiming holds it no longer than its lease'],
    [SIM, 'random histories with crashes, losses and repeats at every effect, no promise is broken'],
  ),
  proven(
    'F59',
    'a sender that wakes late marks nothing',
    [DELIVERY, 'F59:'],
    [SIM, 'random histories with crashes, losses and repeats at every effect, no promise is broken'],
  ),
  proven(
    'F60',
    'sweep and stream together send once',
    [DELIVERY, 'F60:'],
    [SIM, 'random histories with crashes, losses and repeats at every effect, no promise is broken'],
  ),
  proven('F61', 'what the index names is read again from the table', [AWS, 'F61:']),
  proven(
    'F62',
    'only the delivered mark sets an end of life',
    [AWS, 'F62:'],
    [SIM, 'random histories with crashes, losses and repeats at every effect, no promise is broken'],
  ),
  proven('F63', 'only new alerts wake notify', [TEMPLATE, 'F63:']),
  proven(
    'F64',
    'a publish that fails is tried again for ever',
    [DELIVERY, 'F64:'],
    ['adapters/channels/sns', 'no answer is a failure, not an exception'],
  ),
  proven('F65', 'one alert that is not taken keeps no other', [DELIVERY, 'F65:']),
  proven('F66', 'every subscription has a dead-letter queue', [TEMPLATE, 'F66:']),
  inPart(
    'F67',
    'what SNS cannot deliver reaches a queue that SNS may use',
    'not built: the daily alert through the same topic to our own queue',
    ['infra/rights', 'F67:'],
  ),
  notHere('F68', 'a topic without a confirmed subscriber', 'not built: the daily count of confirmed subscribers'),
  proven('F69', 'a channel that fails holds no other', [DELIVERY, 'F69, F70:'], [SLACK, '429 says when to come back']),
  proven(
    'F70',
    'a revoked webhook is told in our words, and SNS has the alert all the same',
    [SLACK, 'a webhook that was removed'],
    [DELIVERY, 'F69, F70:'],
  ),
  proven('F71', 'a 200 of Slack that is not ok is a failure', [SLACK, '200 from something else']),
  proven(
    'F72',
    'a message fits the limits of its channel',
    ['adapters/channels/rules', 'fits the limits of Block Kit'],
    ['adapters/channels/hostile', 'break no limit'],
  ),
  notHere('F73', 'PutEvents that fails in part', 'not built: nothing is published to EventBridge'),
  notHere('F74', 'a target of EventBridge that is down', 'not built: nothing is published to EventBridge'),
  proven('F75', 'a first deploy over 300 bad tokens is one message per owner', [SWEEPS, 'F75, A35:']),
  inPart(
    'F76',
    'an issuer that flaps opens nothing by one refusal',
    'not built: two looks to close, and at most one open and one close in 24 h',
    [LADDER, 'that the second look does not repeat is never told'],
  ),
  inPart(
    'F77',
    'a mass expiry is paced under ten mails a second',
    'not built: alerts after the first sight are not grouped by owner',
    ['adapters/channels/sns', 'at most 8 go out in a second'],
  ),
  proven('F78', 'every shape ever shipped is still read', ['promises/shapes', 'F78:']),
  proven(
    'F79',
    'a shape of a later release fails and is never acknowledged',
    ['functions/events', 'a later version'],
    ['promises/shapes', 'F79:'],
  ),
  proven('F80', 'the table outlives its stack', [TEMPLATE, 'F80:']),
  proven('F81', 'a state restored from a backup tells the same ids', [
    'core/histories',
    'a sequence replayed from any crash point tells the same alerts',
  ]),
  proven('F82', 'a closed log does not stop the work', ['promises/process', 'F82:']),
  proven('F83', 'a snooze that ends without a run ends', [LADDER, 'is quiet until a snooze ends, then tells']),
  proven('F84', 'a stale list does not hide a rotation', [JUDGING, 'F84, F85:']),
  proven('F85', 'a label event is looked at before the list knows', [JUDGING, 'F84, F85:']),
  proven('F86', 'a second answer never reaches the next request', [HOSTILE, 'never reaches the next request']),
  proven('F87', 'a broken address family does not hide the other', [JUDGING, 'F87:']),
  inPart(
    'F88',
    'when others use up the concurrency, the sweep is tried for an hour and then told',
    'not built: a metric of the oldest due look; the account limit itself exists in a real account only',
    ['security/runtime', 'F88:'],
  ),
];
