import type { TestLeg } from '../../monitor/deliver/test-channels.ts';
import { pad, plain, width, wrap } from '../render/plain.ts';
import type { Look } from '../render/style.ts';

/** `✗ ops-slack  slack  not sent: webhook refused (404)`, and below what to do. */
export const legLines = (legs: readonly TestLeg[], name: string, look: Look): readonly string[] => {
  const columns = [Math.max(...legs.map((leg) => width(leg.channel))), Math.max(...legs.map((leg) => width(leg.type)))];
  return legs.flatMap((leg) => [lineOf(leg, columns, look), ...remedyLines(leg, name)]);
};

const lineOf = (
  { channel, type, sent, why = '', ms }: TestLeg,
  [first = 0, second = 0]: readonly number[],
  look: Look,
) => {
  const mark = sent ? look.paint('fine', look.mark('healthy')) : look.paint('broken', look.mark('rejected'));
  const said = sent ? `sent in ${ms} ms` : `not sent: ${plain(why)}`;
  return `${mark} ${pad(plain(channel), first)}  ${pad(plain(type), second)}  ${said}`;
};

const INDENT = '    ';
const COLUMNS = 100;

const remedyLines = ({ sent, why = '', channel }: TestLeg, name: string): readonly string[] => {
  if (sent) return [];
  const again = `token-health test-alert --function ${plain(name)} --channel ${plain(channel)}`;
  return [
    ...wrap(`do    ${remedyOf(why)}`, COLUMNS).map((line, n) => `${INDENT}${n === 0 ? '' : '      '}${line}`),
    `${INDENT}then  ${again}`,
  ];
};

/** By the words of the senders in adapters/channels. What they advise stands in `why` already. */
const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [/subscri|invited/, 'confirm the mail of AWS, or subscribe somebody: docs/alerts.md, "Who gets it"'],
  [
    /cannot be read/,
    'check that the secret which the configuration names is there, in this region, and holds what the channel wants',
  ],
  [
    /make a new|store|refused \(/,
    'do what it says, and store the new value in the secret that the configuration names; nothing is to be deployed',
  ],
  [/too many|busy|its turn|table by which/, 'wait some minutes'],
  [
    /did not answer|no usable answer|connection|timeout|DNS|TLS/i,
    'see whether the other side has trouble; a host of your own must be in selfHosted',
  ],
  [/a bug/, 'read the log of the function, and report it'],
];

const remedyOf = (why: string): string =>
  REMEDIES.find(([pattern]) => pattern.test(why))?.[1] ?? 'read the section of this type in docs/alerts.md';

export const summary = (legs: readonly TestLeg[]): string => {
  const failed = legs.filter(({ sent }) => !sent).length;
  const many = `${legs.length} ${legs.length === 1 ? 'channel' : 'channels'}`;
  return failed === 0
    ? `${many} took the test. See that it arrived: only a reader knows.`
    : `${failed} of ${many} did not take the test.`;
};
