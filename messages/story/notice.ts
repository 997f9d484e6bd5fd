import type {
  DigestNotice,
  GoneNotice,
  Notice,
  OutageNotice,
  QuietNotice,
  SubscribersNotice,
} from '../../core/model/notice.ts';
import { digestSubject, digestWords } from '../digest/words.ts';
import { GONE_WORD, gonePreview, goneWords } from '../gone/words.ts';
import { OUTAGE_WORD, outagePreview, outageWords } from '../outage/headline.ts';
import { hostOf, issuerOf, statusPageOf, stepsWithPage } from '../outage/words.ts';
import { quietPreview, quietWords } from '../quiet/words.ts';
import { subscribersPreview, subscribersWords, topicOf } from '../subscribers/words.ts';
import { safeUrl } from '../words/where.ts';
import { storyOfChannel } from './channel.ts';
import type { Link, Story } from './story.ts';
import { storyOfTest } from './test.ts';

export const storyOfNotice = (notice: Notice): Story => {
  switch (notice.kind) {
    case 'outage':
      return outage(notice);
    case 'gone':
      return gone(notice);
    case 'subscribers':
      return subscribers(notice);
    case 'acknowledged':
      return quiet(notice);
    case 'digest':
      return digest(notice);
    case 'test':
      return storyOfTest(notice, shared(notice));
    case 'channel':
      return storyOfChannel(notice, shared(notice));
  }
};

/** What is the same in most notices: they have no owner, and no address of a secret. */
const shared = ({ id, kind, severity, incident, at }: Notice) =>
  ({
    id,
    kind,
    severity,
    listed: [],
    stepsTitle: 'What to do',
    changed: [],
    evidence: [],
    links: [],
    where: [],
    why: 'as catch-all',
    incident,
    incidents: [{ id: incident, ends: false }],
    at,
  }) as const;

const outage = (notice: OutageNotice): Story => {
  const said = outageWords(notice);
  return {
    ...shared(notice),
    tone: notice.why === 'answers' ? 'fine' : 'note',
    word: OUTAGE_WORD,
    name: issuerOf(notice),
    preview: outagePreview(notice),
    lead: said.gist,
    identity: hostOf(notice),
    facts: [
      ['Since', said.since],
      ['Cause', `${said.cause}, so ${said.judged}`],
      ['Impact', said.impact],
    ],
    steps: stepsWithPage(notice, said).map((text) => ({ text })),
    evidence: said.evidence,
    next: said.next,
    incidents: [{ id: notice.incident, ends: notice.why === 'answers' }],
    links: [...linkOf('Status', statusPageOf(notice)), ...linkOf('Docs', safeUrl(notice.docsUrl))],
  };
};

const linkOf = (label: Link['label'], url: string | undefined): readonly Link[] =>
  url === undefined ? [] : [{ label, url }];

const GONE = 'gone';

const gone = (notice: GoneNotice): Story => {
  const said = goneWords(notice);
  return {
    ...shared(notice),
    tone: 'due',
    word: GONE_WORD,
    name: said.what,
    preview: gonePreview(notice),
    lead: said.fact,
    identity: '',
    facts: [
      ['Since', said.since],
      ['Impact', said.impact],
    ],
    listed: said.named.map(({ name, why }) => [GONE, name, why]),
    ...(said.rest !== '' && { rest: said.rest }),
    steps: said.steps,
    next: said.next,
  };
};

const subscribers = (notice: SubscribersNotice): Story => {
  const said = subscribersWords(notice);
  const [first = { text: '' }, ...others] = said.steps.map((text) => ({ text }));
  // The command belongs to the step that says to subscribe: the last.
  const steps = [first, ...others].map((step, index, all) =>
    said.command !== '' && index === all.length - 1 ? { ...step, command: said.command } : step,
  );
  return {
    ...shared(notice),
    tone: 'due',
    word: said.word,
    name: topicOf(notice),
    preview: subscribersPreview(notice),
    lead: said.gist,
    identity: `topic ${topicOf(notice)}`,
    facts: [
      ['Since', said.since],
      ...said.lost.map((one): readonly [string, string] => ['Lost', one]),
      ['Impact', said.impact],
    ],
    steps,
    next: [said.next],
  };
};

const quiet = (notice: QuietNotice): Story => {
  const { word, name, rows, next, as } = quietWords(notice);
  return {
    ...shared(notice),
    tone: 'note',
    word,
    name,
    preview: quietPreview(notice),
    identity: '',
    facts: rows,
    steps: [],
    next: [next],
    why: `as ${as}`,
  };
};

/** More are counted. */
const MOST_LISTED = 20;

const digest = (notice: DigestNotice): Story => {
  const said = digestWords(notice);
  const { now, due } = notice.digest.sections;
  const lines = said.parts.flatMap((part) => part.lines);
  const left = said.parts.reduce((sum, { rest }) => sum + rest, Math.max(0, lines.length - MOST_LISTED));
  const facts = [
    ['Sweeps', said.sweeps],
    ['Healthy', said.healthy],
    ['Lately', said.lately],
  ] as const;
  return {
    ...shared(notice),
    tone: now.count > 0 ? 'broken' : due.count > 0 ? 'due' : 'fine',
    word: said.word,
    name: said.who,
    preview: digestSubject(notice),
    ...(said.well !== '' && { lead: said.well }),
    identity: said.top,
    facts: facts.filter(([, text]) => text !== ''),
    listed: lines.slice(0, MOST_LISTED).map(({ state, name, fact }) => [state, name, fact]),
    ...(left > 0 && { rest: `and ${left} more` }),
    steps: [],
    next: [said.next],
    why: said.whyYou,
  };
};
