import { ascii, shorten } from '../../core/base/text.ts';
import { utc } from '../../core/base/time.ts';
import type { SubscribersNotice } from '../../core/model/notice.ts';
import { outside } from '../words/facts.ts';
import { count, idOf, MAX_SUBJECT } from '../words/headline.ts';

/** What all channels say of a topic whose messages fewer people get. Each channel escapes it for itself. */
export type SubscribersWords = {
  readonly word: string;
  readonly gist: string;
  readonly since: string;
  /** `email e***@example.org`. */
  readonly lost: readonly string[];
  readonly impact: string;
  readonly steps: readonly string[];
  /** To be run as it is, but for the address. */
  readonly command: string;
  readonly next: string;
};

export const topicOf = ({ topic }: SubscribersNotice): string => outside(topic.split(':').at(-1) ?? '', 120);

const ARN = /^arn:aws[a-z-]*:sns:([a-z0-9-]{1,32}):\d{12}:[A-Za-z0-9_-]{1,256}$/;

export const subscribersWords = (notice: SubscribersNotice): SubscribersWords => {
  const lost = notice.lost.map(({ protocol, endpoint }) => `${outside(protocol, 30)} ${outside(endpoint, 100)}`);
  const shared = { since: utc(notice.since), lost, command: commandOf(notice) };
  return notice.why === 'none' ? { ...shared, ...noneWords(notice) } : { ...shared, ...lostWords(notice) };
};

const commandOf = ({ topic }: SubscribersNotice): string => {
  const region = ARN.exec(topic)?.[1];
  return region === undefined
    ? ''
    : `aws sns subscribe --region ${region} --topic-arn ${topic} --protocol email --notification-endpoint ADDRESS`;
};

const AGAIN = 'A deployment does not bring back a subscription that was ended: subscribe the address again.';

const noneWords = ({ pending }: SubscribersNotice) => ({
  word: 'NO SUBSCRIBER',
  gist: pending > 0 ? `${count(pending, 'invitation')}, none confirmed` : 'nobody is subscribed to it any more',
  impact: 'alerts are kept back from this topic, and so nobody is told by mail; none is lost',
  steps:
    pending > 0
      ? [
          'Open the mail "AWS Notification - Subscription Confirmation" and press its link; it is good for two days.',
          'If it is older or cannot be found: subscribe the address again.',
        ]
      : [AGAIN],
  next: 'Within minutes after somebody has confirmed, all that was kept back is sent. This is told once; an alarm stands until then.',
});

const lostWords = ({ lost, confirmed }: SubscribersNotice) => ({
  word: 'SUBSCRIBER LOST',
  gist: `${lost.length === 1 ? 'one address gets' : `${lost.length} addresses get`} its messages no more, ${confirmed} still ${confirmed === 1 ? 'does' : 'do'}`,
  impact: 'whoever reads only there hears nothing any more',
  steps: [
    'Find out whether that was meant: every mail has a link by which anybody who gets it can end the subscription.',
    'If it was, take the address out of alertEmail in cdk.json.',
    `If it was not: ${AGAIN.slice(0, 1).toLowerCase()}${AGAIN.slice(1)}`,
  ],
  next: 'This is told once.',
});

const sentence = (notice: SubscribersNotice, room: number): string => {
  const { word, gist } = subscribersWords(notice);
  const left = room - word.length - gist.length - 5;
  return `${word}: ${shorten(ascii(topicOf(notice)), Math.max(left, 12))} - ${ascii(gist)}`.slice(0, room);
};

/** ASCII, no line break, at most 99 characters, ending in the incident id. */
export const subscribersSubject = (notice: SubscribersNotice): string => {
  const id = idOf(notice);
  return `${sentence(notice, MAX_SUBJECT - id.length)}${id}`;
};

export const subscribersPreview = (notice: SubscribersNotice): string => sentence(notice, MAX_SUBJECT);
