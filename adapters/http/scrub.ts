const REDACTED = '[redacted]';

/** Below this a replacement would shred the answer's own words; nothing so short has the shape of a token. */
const MIN_LENGTH = 4;

/** Takes every value that was sent, in each spelling a server may mirror it in, out of a text. */
export const scrubber = (values: readonly string[]): ((text: string) => string) => {
  const spellings = new Set(values.filter((value) => value.length >= MIN_LENGTH).flatMap(spellingsOf));
  // Longest first: a value may be a part of another one.
  const ordered = [...spellings].sort((a, b) => b.length - a.length);
  return (text) => ordered.reduce((left, spelling) => left.replaceAll(spelling, REDACTED), text);
};

const spellingsOf = (value: string): readonly string[] => {
  const bytes = Buffer.from(value);
  const coded = [bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url'), bytes.toString('hex')];
  return /^[\w.~-]*$/.test(value) ? [value, ...coded] : [value, ...coded, ...escapesOf(value)];
};

/** Spellings that differ from the value only where it has characters that need them. */
const escapesOf = (value: string): readonly string[] => {
  const percent = encodeURIComponent(value.toWellFormed());
  const json = JSON.stringify(value).slice(1, -1);
  return [
    percent,
    percent.replace(/%[0-9A-F]{2}/g, (octet) => octet.toLowerCase()),
    percent.replaceAll('%20', '+'),
    json,
    json.replaceAll('/', '\\/'),
  ];
};
