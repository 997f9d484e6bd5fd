import { ascii, shorten } from '../../core/base/text.ts';
import { span, utc } from '../../core/base/time.ts';
import type { GoneNotice, GoneSecret, GoneWhy } from '../../core/model/notice.ts';
import { outside } from '../words/facts.ts';
import { count, idOf, MAX_SUBJECT } from '../words/headline.ts';
import { SECRET_NAME } from '../words/next.ts';
import type { Step } from '../words/steps.ts';

export const GONE_WORD = 'NO LONGER WATCHED';

/** What all channels say. Names are words of others: each channel escapes them for itself. */
export type GoneWords = {
  /** `prod/discord-bot`, or `12 secrets`. */
  readonly what: string;
  /** `its tag token-health:provider is gone`, or `7 without the tag, 5 deleted`. */
  readonly fact: string;
  readonly since: string;
  readonly impact: string;
  readonly steps: readonly Step[];
  /** `prod/discord-bot` and `without the tag`; of more than one only. */
  readonly named: readonly { readonly name: string; readonly why: string }[];
  /** `and 12 more`; empty when all are named. */
  readonly rest: string;
  readonly next: readonly string[];
};

export const goneWords = (notice: GoneNotice): GoneWords => {
  const all = totalOf(notice);
  const [first] = notice.secrets;
  const left = all - notice.secrets.length;
  return {
    what: all === 1 ? nameOf(first) : count(all, 'secret'),
    fact: all === 1 ? SAYS[first.why].one : countWords(notice),
    since: `${utc(notice.since)}, ${span(notice.at - notice.since)} before this notice; the sweep after that found the same`,
    impact: `nobody is told any more when ${all === 1 ? 'its token comes' : 'their tokens come'} near a date, or ${all === 1 ? 'dies' : 'die'}`,
    steps: stepsOf(notice, all === 1 ? first : undefined),
    named: all === 1 ? [] : notice.secrets.map((one) => ({ name: nameOf(one), why: SAYS[one.why].many })),
    rest: left > 0 ? `and ${left} more` : '',
    next: [
      'This is told once, and there is no reminder.',
      `Once ${all === 1 ? 'it is' : 'they are'} in the list again, watching goes on where it stopped; that is not told.`,
    ],
  };
};

/** `prod/discord-bot: without the tag`. */
export const goneLine = ({ name, why }: GoneWords['named'][number]): string => `${name}: ${why}`;

export const totalOf = ({ counts }: GoneNotice): number => counts.untagged + counts.deleted + counts.denied;

const nameOf = ({ name }: GoneSecret): string => outside(name, 128) || '(no name)';

const SAYS: Readonly<Record<GoneWhy, { readonly one: string; readonly many: string }>> = {
  untagged: { one: 'its tag token-health:provider is gone', many: 'without the tag' },
  deleted: { one: 'it is deleted, or marked for deletion', many: 'deleted' },
  denied: { one: 'the monitor may not describe it', many: 'not to be described' },
};

const WHYS: readonly GoneWhy[] = ['untagged', 'deleted', 'denied'];

const countWords = ({ counts }: GoneNotice): string =>
  WHYS.flatMap((why) => (counts[why] === 0 ? [] : [`${counts[why]} ${SAYS[why].many}`])).join(', ');

const MEANT: Step = { text: 'If this was meant: nothing.' };

/** `only`: the one secret that it is about. */
const stepsOf = ({ counts }: GoneNotice, only: GoneSecret | undefined): readonly Step[] => [
  MEANT,
  ...WHYS.filter((why) => counts[why] > 0).map((why) =>
    MENDS[why](only && SECRET_NAME.test(only.name) ? only.name : 'NAME'),
  ),
];

const MENDS: Readonly<Record<GoneWhy, (name: string) => Step>> = {
  untagged: (name) => ({
    text: 'If not, tag it again, with its issuer in place of auto where that is known:',
    command: `aws secretsmanager tag-resource --secret-id ${name} --tags Key=token-health:provider,Value=auto`,
  }),
  deleted: (name) => ({
    text: 'What is only marked for deletion can be brought back:',
    command: `aws secretsmanager restore-secret --secret-id ${name}`,
  }),
  denied: () => ({
    text: 'Find the policy that denies secretsmanager:DescribeSecret to the role of discover: of the secret itself, or of the organisation.',
  }),
};

/** The name gives way: why it is watched no longer must be read. */
const sentence = (notice: GoneNotice, room: number): string => {
  const { what, fact } = goneWords(notice);
  const left = room - GONE_WORD.length - 2 - fact.length - 3;
  return `${GONE_WORD}: ${shorten(ascii(what), left)} - ${ascii(fact)}`;
};

/** ASCII, no line break, at most 99 characters, ending in the incident id. */
export const goneSubject = (notice: GoneNotice): string => {
  const id = idOf(notice);
  return `${sentence(notice, MAX_SUBJECT - id.length)}${id}`;
};

/** The same without the id. */
export const gonePreview = (notice: GoneNotice): string => sentence(notice, MAX_SUBJECT);
