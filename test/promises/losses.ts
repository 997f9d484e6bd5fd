import { inPart, proven, type Row } from './row.ts';

const ADOPTION = 'infra/adoption';
const CONTEXT = 'infra/context';
const ALARMS = 'infra/alarms';
const PULSE = 'infra/pulse';
const BEAT = 'monitor/pulse';
const HOPS = 'monitor/probe/hops';

/** What would lose alerts without a word, although nothing breaks. */
export const LOSSES: readonly Row[] = [
  proven(
    'L1',
    'a recipient that the next plain deploy would take away is warned of at each synth',
    [CONTEXT, 'is warned of: %s'],
    ['infra/app', 'warns at synth and deploy of a recipient'],
  ),
  proven('L2', 'a monitor that would tell nobody is not deployed', [CONTEXT, 'is not synthesised %s']),
  proven('L3', 'a misspelt setting never changes nothing', [CONTEXT, 'would otherwise change nothing without a word']),
  proven(
    'L4',
    'a schedule that leaves out a day, or that AWS would refuse, is no schedule',
    ['infra/schedule', 'is refused at synth, not by AWS or by silence'],
    ['infra/schedule', 'a time of day that clocks jump over'],
  ),
  proven('L5', 'a kind that nobody has is no setting', [
    'infra/config',
    'an unshaped kind that its issuer does not have',
  ]),
  proven('L6', 'two monitors of one account do not keep the alarms of each other quiet', [
    ADOPTION,
    'read and write metrics of their own',
  ]),
  inPart(
    'L7',
    'a topic that is there already hears of every alarm and every alert',
    'whether its policy and its key let alarms in, only a real account shows; docs/deploy.md says what they need',
    [ADOPTION, 'hears of every alarm, and gets the alerts'],
    [ADOPTION, 'may be published to by notify alone'],
    [CONTEXT, 'a topic elsewhere'],
  ),
  proven('L8', 'a function that a tracing layer stops says whose it is and what to do', [
    'functions/tracing-layers',
    'a tracing layer is refused by the name of its vendor',
  ]),
  proven(
    'L9',
    'each part of the monitor that dies without a word rings',
    [PULSE, '%s: it rings'],
    [BEAT, 'every minute says that no sweep ended in it'],
    [BEAT, 'a sweep that found tokens says that none is judged yet'],
    ['e2e/untold', 'a disabled mapping of probe rings, until it is enabled'],
  ),
  proven(
    'L10',
    'a fleet that rightly needs no look is not called dead',
    [BEAT, 'refused tokens in their back-off'],
    [BEAT, 'tokens that are paused'],
  ),
  proven(
    'L11',
    'nobody learns to look away: no mail of an alarm but of a fault',
    [PULSE, 'nobody gets a mail: %s'],
    [PULSE, 'one failure, and a moment of throttling, ring nothing'],
  ),
  proven('L12', 'the age of what is undelivered hides in no back-off', [
    BEAT,
    'grows by the minute while a channel refuses, through every back-off, and ends with delivery',
  ]),
  proven(
    'L13',
    'alarms reach Slack without notify',
    ['functions/alarm', 'to the webhook in the secret'],
    [ALARMS, 'to every address, and with Slack to a function of its own'],
  ),
  proven(
    'L14',
    'what Secrets Manager refuses for good is a finding, not a secret that is busy for ever',
    ['adapters/aws/refusals', 'a name that nobody knows to pass is told, and not waited for'],
    ['adapters/aws/refusals', 'a secret that another service manages is not gone'],
    ['adapters/aws/refusals', 'a secret marked for deletion is gone'],
    ['monitor/monitor', 'is refused under a name that we do not know'],
    [HOPS, 'because Secrets Manager goes on being busy becomes a finding that blames no token'],
  ),
  proven(
    'L15',
    'a chain of messages ends before Lambda would cut it, and its tokens come with the next sweep',
    [HOPS, 'is put back later each time, and given up until the next sweep in the end'],
    [HOPS, 'is reached by the next sweep, which begins anew'],
    [HOPS, 'counts its rounds, and a hold of two hours ends by itself long before the limit'],
  ),
  proven(
    'L16',
    'senders together stay under what suspends a mail subscription',
    ['sim/storm', 'five senders tell fifty owners of 5,000 findings, never more than eight messages in a second'],
    ['sim/storm', 'five senders tell one owner of 5,000 findings in a message a minute, each finding once'],
    ['adapters/channels/paced', 'senders side by side share one row of moments'],
  ),
  proven(
    'L17',
    'probes together ask no issuer faster than it allows, whatever the size of the fleet',
    ['adapters/http/processes', 'at once they ask no more than the issuer allows altogether'],
    ['adapters/http/processes', 'without their part each the five go over it'],
    [HOPS, 'because our own budget was used up is put back too, and told as that in the end'],
  ),
  proven(
    'L18',
    'a name prefix narrows what is listed, rotated and read alike',
    ['adapters/aws/secrets', 'is narrowed by AWS'],
    ['monitor/discover/left', 'keeps a secret out of the list, and its rotation from the queue'],
    ['infra/rights', 'the probe reads values of tagged secrets below the name prefix only'],
  ),
  proven(
    'L19',
    'a replica is watched where its secret is at home, once',
    ['adapters/aws/secrets', 'says where a replica is at home, and of no other secret'],
    ['monitor/discover/left', 'because it became a replica, or the deployment was narrowed, tells nothing'],
  ),
  proven('L20', 'a batch of more than a hundred values keeps the name of its deployment', [
    'functions/measure',
    '250 values of one metric are three documents, each of this deployment',
  ]),
  proven(
    'L21',
    'each sweep and each message of the queue is a line of the log',
    ['functions/sweeps', 'a sweep logs one line with its id and its counts, and no name'],
    ['functions/sweeps', 'a message logs one line with its sweep, issuer, reason and counts, and no name'],
  ),
  proven('L22', 'nobody opens what the own key keeps but through the services that keep it', [
    'infra/rights',
    'nobody uses the own key but through DynamoDB, SNS or SQS',
  ]),
];
