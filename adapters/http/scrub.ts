const REDACTED = '[redacted]';

/** Below this a replacement would shred the answer's own words; nothing so short has the shape of a token. */
const MIN_LENGTH = 4;

/** Takes every value that was sent, in each spelling a server may mirror it in, out of a text. */
export const scrubber = (values: readonly string[]): ((text: string) => string) => {
  const long = values.filter((value) => value.length >= MIN_LENGTH);
  const spellings = new Set(long.flatMap(spellingsOf));
  // Longest first: a value may be a part of another one.
  const ordered = [...spellings].sort((a, b) => b.length - a.length);
  return (text) => {
    const left = ordered.reduce((rest, spelling) => rest.replaceAll(spelling, REDACTED), text);
    if (!/\\u00|%[2-7]/.test(left)) return left;
    return long.reduce((rest, value) => rest.replace(escapedPattern(value), REDACTED), left);
  };
};

const hexOf = (text: string): string => Buffer.from(text).toString('hex');

/**
 * A reader of JSON or of a URL sees the value where the text has none of it: each character may stand as itself, in percent
 * or as a JSON escape, which may be escaped again.
 */
const escapedPattern = (value: string): RegExp => {
  const characters = [...value].map((char) => {
    const octet = char <= '\x7f' ? hexOf(char).replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`) : '';
    const itself = char.replace(/[^A-Za-z0-9_]/, '\\$&');
    return octet === '' ? itself : `(?:${itself}|%${octet}|\\\\{1,4}u00${octet})`;
  });
  return new RegExp(characters.join(''), 'g');
};

const spellingsOf = (value: string): readonly string[] => {
  const bytes = Buffer.from(value);
  const hex = hexOf(value);
  const coded = [bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url'), hex, hex.toUpperCase()];
  const all = [value, ...inLowerCase(value), ...coded, ...behindOthers(bytes)];
  return /^[\w.~-]*$/.test(value) ? all : [...all, ...escapesOf(value)];
};

/** As the name of a header; what is shorter may be a word of the answer. */
const inLowerCase = (value: string): readonly string[] => (value.length < 16 ? [] : [value.toLowerCase()]);

/** Base64 of a text that holds the value (`Bearer ...`), without the ends that depend on its neighbours. */
const behindOthers = (bytes: Buffer): readonly string[] =>
  bytes.length < 12
    ? []
    : [1, 2].flatMap((before) => {
        const all = Buffer.concat([Buffer.alloc(before), bytes]);
        return (['base64', 'base64url'] as const).map((coding) => all.toString(coding).replace(/=+$/, '').slice(4, -2));
      });

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
