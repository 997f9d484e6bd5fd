import type { GoneNotice, Notice, OutageNotice, QuietNotice, SubscribersNotice } from '../../core/model/notice.ts';
import { GONE_WORD, goneLine, goneWords } from '../gone/words.ts';
import { OUTAGE_WORD, outageWords } from '../outage/headline.ts';
import { hostOf, issuerOf, stepsWithPage } from '../outage/words.ts';
import { quietWords } from '../quiet/words.ts';
import { subscribersWords, topicOf } from '../subscribers/words.ts';
import { terminalDigest } from './digest.ts';
import { headed, type Paint, row } from './lines.ts';
import { terminalTold } from './told.ts';

export const terminalNotice = (notice: Notice, paint: Paint): readonly string[] => {
  switch (notice.kind) {
    case 'outage':
      return terminalOutage(notice, paint);
    case 'gone':
      return terminalGone(notice, paint);
    case 'subscribers':
      return terminalSubscribers(notice, paint);
    case 'acknowledged':
      return terminalQuiet(notice, paint);
    case 'digest':
      return terminalDigest(notice, paint);
    case 'test':
    case 'channel':
      return terminalTold(notice, paint);
  }
};

const terminalQuiet = (notice: QuietNotice, paint: Paint): readonly string[] => {
  const { word, name, rows, next } = quietWords(notice);
  return [
    ...headed(word, name, 'cyan', paint),
    ...rows.flatMap(([label, text]) => row(label.toLowerCase(), text)),
    ...row('next', next),
    ...row('id', notice.incident),
  ];
};

const terminalOutage = (notice: OutageNotice, paint: Paint): readonly string[] => {
  const words = outageWords(notice);
  return [
    ...headed(OUTAGE_WORD, `${issuerOf(notice)} (${hostOf(notice)})`, 'yellow', paint),
    ...row('fact', `${words.gist}; ${words.judged}`),
    ...row('cause', words.cause),
    ...row('seen', words.evidence[0] ?? ''),
    ...stepsWithPage(notice, words).flatMap((step, index) => row(index === 0 ? 'do' : '', step)),
    ...row('next', words.next.join(' ')),
    ...row('id', notice.incident),
  ];
};

const terminalGone = (notice: GoneNotice, paint: Paint): readonly string[] => {
  const words = goneWords(notice);
  return [
    ...headed(GONE_WORD, words.what, 'yellow', paint),
    ...row('fact', words.fact),
    ...[...words.named.map(goneLine), words.rest].flatMap((line) => row('', line)),
    ...words.steps.flatMap(({ text, command }, index) =>
      row(index === 0 ? 'do' : '', `${index + 1}. ${[text, command].filter((part) => part).join(' ')}`),
    ),
    ...row('next', words.next.join(' ')),
    ...row('id', notice.incident),
  ];
};

const terminalSubscribers = (notice: SubscribersNotice, paint: Paint): readonly string[] => {
  const words = subscribersWords(notice);
  return [
    ...headed(words.word, topicOf(notice), 'yellow', paint),
    ...row('fact', words.gist),
    ...row('lost', words.lost.join(', ')),
    ...words.steps.flatMap((step, index) => row(index === 0 ? 'do' : '', step)),
    ...row('', words.command),
    ...row('next', words.next),
    ...row('id', notice.incident),
  ];
};
