import { ascii } from '../../core/base/text.ts';
import { utc } from '../../core/base/time.ts';
import type { TestNotice } from '../../core/model/notice.ts';
import { outside } from '../words/facts.ts';
import { idOf, MAX_SUBJECT, withFact } from '../words/headline.ts';
import type { Row } from '../words/where.ts';

/** What all channels say of a test. Who asked is a word of others: each channel escapes it for itself. */
export type TestWords = {
  readonly word: string;
  readonly name: string;
  readonly gist: string;
  readonly rows: readonly Row[];
  readonly next: string;
};

const NAME = 'token-health test-alert';
const GIST = 'nothing is wrong';

export const testWords = (notice: TestNotice): TestWords => ({
  word: 'TEST',
  name: NAME,
  gist: 'Nothing is wrong: somebody asked to see whether messages arrive here. They do.',
  rows: [['Asked', `${byOf(notice)}${utc(notice.at)}`]],
  next: 'Nothing follows. A pager is told at once that it is over.',
});

const byOf = ({ by }: TestNotice): string => (by === undefined ? '' : `by ${outside(by, 60)}, `);

/** `TEST: token-health test-alert by alice - nothing is wrong`. */
const sentence = ({ by }: TestNotice, room: number): string =>
  withFact(`TEST: ${NAME}${by === undefined ? '' : ` by ${ascii(outside(by, 30))}`}`, GIST, room);

/** ASCII, no line break, at most 99 characters, ending in the incident id. */
export const testSubject = (notice: TestNotice): string => {
  const id = idOf(notice);
  return `${sentence(notice, MAX_SUBJECT - id.length)}${id}`;
};

export const testPreview = (notice: TestNotice): string => sentence(notice, MAX_SUBJECT);
