import { Buffer } from 'node:buffer';

export type Property = {
  readonly name: string;
  readonly params: Readonly<Record<string, string>>;
  readonly value: string;
};
export type Component = {
  readonly name: string;
  readonly properties: readonly Property[];
  readonly inside: readonly Component[];
};

const fail = (why: string): never => {
  throw new Error(`not RFC 5545: ${why}`);
};

/** Section 3.1: CRLF everywhere, at most 75 octets a line, whole UTF-8; unfolded. */
const unfolded = (bytes: Uint8Array): readonly string[] => {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  if (!text.endsWith('\r\n')) fail('the last line has no end');
  if (/\r(?!\n)|(?<!\r)\n/.test(text)) fail('a line ends in something else than CRLF');
  const lines = text.slice(0, -2).split('\r\n');
  for (const line of lines) {
    if (Buffer.byteLength(line) > 75) fail('a line of more than 75 octets');
    if (line === '') fail('an empty line');
    // A fold inside of a character would be no UTF-8 by itself.
    if (line.includes('\ufffd')) fail('half a character');
  }
  return text
    .slice(0, -2)
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n');
};

const LINE = /^([A-Z0-9-]+)((?:;[A-Z0-9-]+=[^";:,]+)*):(.*)$/;

const propertyOf = (line: string): Property => {
  const [, name, params = '', value = ''] = LINE.exec(line) ?? fail(`no content line: ${line}`);
  if (/[\p{Cc}]/u.test(line.replaceAll('\t', ''))) fail('a control character');
  const pairs = params
    .split(';')
    .filter((param) => param !== '')
    .map((param) => param.split('='));
  return { name: name ?? '', params: Object.fromEntries(pairs), value };
};

/** Section 3.3.11: what must be escaped is, and nothing else. */
const textOf = ({ name, value }: Property): string => {
  if (!/^(?:[^\\;,]|\\[\\;,nN])*$/.test(value)) fail(`${name} is not escaped: ${value}`);
  return value.replace(/\\([\\;,nN])/g, (_, char: string) => (char.toLowerCase() === 'n' ? '\n' : char));
};

const UTC = /^\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3])[0-5]\d[0-5]\dZ$/;

const read = (lines: readonly string[]): Component => {
  const open: { name: string; properties: Property[]; inside: Component[] }[] = [];
  let root: Component | undefined;
  for (const line of lines) {
    const property = propertyOf(line);
    if (root !== undefined) fail('something after the end');
    if (property.name === 'BEGIN') open.push({ name: property.value, properties: [], inside: [] });
    else if (property.name === 'END') {
      const done = open.pop() ?? fail('an end without a beginning');
      if (done.name !== property.value) fail(`${property.value} ends before ${done.name}`);
      if (open.length === 0) root = done;
      else open.at(-1)?.inside.push(done);
    } else (open.at(-1) ?? fail('a property outside')).properties.push(property);
  }
  return root ?? fail('no end');
};

const once = ({ name, properties }: Component, wanted: string): Property => {
  const found = properties.filter((property) => property.name === wanted);
  return found.length === 1 ? found[0]! : fail(`${name} has ${found.length} ${wanted}`);
};

export type Event = {
  readonly uid: string;
  readonly allDay: boolean;
  readonly start: string;
  readonly stamp: string;
  readonly summary: string;
  readonly description: string;
};

const KNOWN = ['UID', 'DTSTAMP', 'DTSTART', 'SUMMARY', 'DESCRIPTION', 'TRANSP'];

/** Section 3.6.1. */
const eventOf = (component: Component): Event => {
  if (component.name !== 'VEVENT' || component.inside.length > 0) fail(`a ${component.name}, or something in it`);
  const strange = component.properties.filter(({ name }) => !KNOWN.includes(name));
  if (strange.length > 0) fail(`an event with ${strange[0]?.name}`);
  const start = once(component, 'DTSTART');
  const allDay = start.params.VALUE === 'DATE';
  if (!(allDay ? /^\d{8}$/ : UTC).test(start.value)) fail(`DTSTART ${start.value}`);
  const stamp = once(component, 'DTSTAMP').value;
  if (!UTC.test(stamp)) fail(`DTSTAMP ${stamp}`);
  return {
    uid: textOf(once(component, 'UID')) || fail('an empty UID'),
    allDay,
    start: start.value,
    stamp,
    summary: textOf(once(component, 'SUMMARY')),
    description: textOf(once(component, 'DESCRIPTION')),
  };
};

/** Reads a calendar as strictly as RFC 5545 lets a reader be; throws at the first fault. */
export const readCalendar = (text: string): readonly Event[] => {
  const calendar = read(unfolded(Buffer.from(text, 'utf8')));
  if (calendar.name !== 'VCALENDAR') fail('no calendar');
  if (once(calendar, 'VERSION').value !== '2.0') fail('another version');
  textOf(once(calendar, 'PRODID'));
  const events = calendar.inside.map(eventOf);
  if (events.length === 0) fail('a calendar without a component (3.4)');
  if (new Set(events.map(({ uid }) => uid)).size !== events.length) fail('a UID twice');
  return events;
};
