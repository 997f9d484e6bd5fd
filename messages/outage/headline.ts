import { ascii, shorten } from '../../core/base/text.ts';
import type { OutageNotice } from '../../core/model/notice.ts';
import { idOf, MAX_SUBJECT } from '../words/headline.ts';
import { answersWords } from './answers.ts';
import { refusalWords } from './refuses.ts';
import { silenceWords } from './silent.ts';
import { issuerOf, type OutageWords } from './words.ts';

export const OUTAGE_WORD = 'OUTAGE NOTICE';

export const outageWords = (notice: OutageNotice): OutageWords => {
  switch (notice.why) {
    case 'refuses':
      return refusalWords(notice);
    case 'silent':
      return silenceWords(notice);
    case 'answers':
      return answersWords(notice);
  }
};

/** The name gives way: the counts and that no token is judged dead must be read. */
const sentence = (notice: OutageNotice, room: number): string => {
  const name = ascii(issuerOf(notice));
  const left = room - OUTAGE_WORD.length - 3;
  const [whole, short] = outageWords(notice).facts;
  const fact = name.length + whole.length <= left ? whole : short;
  return `${OUTAGE_WORD}: ${shorten(name, left - fact.length)} ${fact}`;
};

/** ASCII, no line break, at most 99 characters, ending in the incident id. */
export const outageSubject = (notice: OutageNotice): string => {
  const id = idOf(notice);
  return `${sentence(notice, MAX_SUBJECT - id.length)}${id}`;
};

/** The same without the id. */
export const outagePreview = (notice: OutageNotice): string => sentence(notice, MAX_SUBJECT);
