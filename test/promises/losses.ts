import { inPart, proven, type Row } from './row.ts';

const ADOPTION = 'infra/adoption';
const CONTEXT = 'infra/context';
const ALARMS = 'infra/alarms';
const PULSE = 'infra/pulse';
const BEAT = 'monitor/pulse';

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
];
