import type { ChannelNotice, TestNotice } from '../../core/model/notice.ts';
import { storyOfNotice } from '../story/notice.ts';
import type { Row } from '../words/where.ts';
import { headed, type Paint, row } from './lines.ts';

/** A notice of which a terminal says what its story does. */
export const terminalTold = (notice: TestNotice | ChannelNotice, paint: Paint): readonly string[] => {
  const { word, name, lead = '', identity, facts, steps, next, incident } = storyOfNotice(notice);
  return [
    ...headed(word, identity === '' ? name : `${name} (${identity})`, notice.kind === 'test' ? 'cyan' : 'red', paint),
    ...row('fact', lead),
    ...facts.flatMap(factRow),
    ...steps.flatMap(({ text, command }, index) =>
      row(index === 0 ? 'do' : '', `${index + 1}. ${[text, command].filter((part) => part).join(' ')}`),
    ),
    ...row('next', next.join(' ')),
    ...row('id', incident),
  ];
};

/** The column takes five letters. */
const factRow = ([label, text]: Row): readonly string[] =>
  label.length < 6 ? row(label.toLowerCase(), text) : row('', `${label.toLowerCase()}: ${text}`);
