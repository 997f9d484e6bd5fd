import { ascii, shorten } from '../../core/base/text.ts';
import { type Instant, span } from '../../core/base/time.ts';
import { isAlert, type Telling } from '../../core/model/notice.ts';
import { storyOf } from '../story/story-of.ts';
import { nameOf } from '../words/headline.ts';
import { foreign, header, moment, type SlackMessage, section } from './markup.ts';

/** How an incident ended; `lasted` in milliseconds, where it is known. */
export type Ending = { readonly name: string; readonly at: Instant; readonly lasted?: number };

/** What a telling ends, by incident. */
export const endingsOf = (telling: Telling): ReadonlyMap<string, Ending> => {
  const { incidents, name, at } = storyOf(telling);
  const alerts = telling.filter(isAlert);
  const endingOf = (incident: string): Ending => {
    const alert = alerts.find((one) => one.incident === incident && one.kind === 'recovered');
    return alert === undefined
      ? { name, at }
      : { name: nameOf(alert), at: alert.at, lasted: alert.at - alert.openedAt };
  };
  return new Map(incidents.filter(({ ends }) => ends).map(({ id }) => [id, endingOf(id)]));
};

const WORD = 'RECOVERED';
const PREVIEW = 40;

/** The first message of an incident that is over: what it said stays below, under a headline that nobody acts on any more. */
export const renderOver = (first: SlackMessage, { name, at, lasted }: Ending): SlackMessage => {
  const after = lasted === undefined ? '' : ` after ${span(lasted)}`;
  const short = shorten(ascii(name), PREVIEW - WORD.length - 2);
  return {
    ...first,
    text: foreign(`${WORD}: ${short}${after && ` -${after}`}`, 150),
    blocks: [
      header(`:white_check_mark: ${WORD}  ${foreign(name, 90)}`),
      section(
        `*Over* since ${moment(at)}${after && `,${after}`}. There is nothing left to do; below is what was told.`,
      ),
      ...first.blocks.filter(({ type }) => type !== 'header'),
    ],
  };
};
