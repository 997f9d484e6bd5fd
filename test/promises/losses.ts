import { inPart, proven, type Row } from './row.ts';

const ADOPTION = 'infra/adoption';
const CONTEXT = 'infra/context';

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
];
