import type { Paste } from './paste.ts';

/** What can be read of any error, whoever says it. Values from outside: to be made harmless before they are printed. */
export type Facts = {
  readonly statuses: readonly number[];
  /** In small letters: `50014`, `invalid_grant`. */
  readonly codes: readonly string[];
  /** `api.github.com`, in the order in which they are there. */
  readonly hosts: readonly string[];
  /** As the header or the word is called, and its value. */
  readonly requestIds: readonly string[];
};

const MANY = 40;

export const factsIn = (paste: Pick<Paste, 'text'>): Facts => factsOf(unescaped(paste.text));

/** A string in a string has its quotation marks escaped; a chat makes them typographic. */
const unescaped = (text: string): string =>
  text
    .replace(/\\{1,8}(?=["'])/g, '')
    .replace(/[“”„]/g, '"')
    .replace(/[‘’]/g, "'");

const factsOf = (text: string): Facts => ({
  statuses: statusesIn(text),
  codes: unique(all(text, CODE).map((code) => code.toLowerCase())),
  hosts: unique(all(text, HOST).map((host) => host.toLowerCase())),
  requestIds: unique(all(text, REQUEST_ID)),
});

const statusesIn = (text: string): readonly number[] => {
  const named = all(text, STATUS);
  return unique((named.length > 0 ? named : all(text, ALONE)).map(Number));
};

const all = (text: string, patterns: readonly RegExp[]): readonly string[] =>
  patterns
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .sort((a, b) => a.index - b.index)
    .map(([, value = '']) => value);

const unique = <T>(values: readonly T[]): readonly T[] => [...new Set(values)].slice(0, MANY);

/** The words of RFC 9110 section 15 that stand behind a status. */
const WORDS =
  'Bad Request|Unauthorized|Payment Required|Forbidden|Not Found|Method Not Allowed|Not Acceptable|Proxy Authentication Required|Request Timeout|Conflict|Gone|Unprocessable|Locked|Too Many Requests|Unavailable For Legal Reasons|Internal Server Error|Not Implemented|Bad Gateway|Service Unavailable|Gateway Time-?out';

const STATUS: readonly RegExp[] = [
  /\bHTTP\/\d(?:\.\d)?["']?[ ,]{1,3}([1-5]\d\d)\b/gi,
  /\b(?:HTTP|status|status[ _-]?code|response[ _-]?code|http[ _-]?status|http[ _-]?code|code E)["']?\s{0,3}[:= (]{0,3}\s{0,3}["']?([1-5]\d\d)\b(?![.\d])/gi,
  new RegExp(String.raw`(?<![\d.])([1-5]\d\d)["']?[ :,()-]{1,3}(?:${WORDS})`, 'gi'),
  new RegExp(String.raw`(?:${WORDS})["']?[ :]{0,3}[([]([1-5]\d\d)[)\]]`, 'gi'),
  /\b(?:error|failed|response|returned|got|received|answered|failed with|with code|with status)["']?[ :=(]{1,4}(?:an? )?(?:HTTP )?([45]\d\d)\b(?![.\d])/gi,
  /\((40[0-9]|42[0-9]|50[0-4])\)/g,
];

/** Where nothing is called a status: numbers that are hardly anything else. */
const ALONE: readonly RegExp[] = [/(?<![\w.:/-])(40[137]|429)(?![\w/-]|[.:]\d)/g];

const NAME =
  '(?:error[ _-]?code|err[ _-]?code|errcode|close[ _-]?code|status[ _-]?code|error[ _-]?type|error|code|reason|(?<![a-z]-)type)';

const CODE: readonly RegExp[] = [
  new RegExp(String.raw`\b${NAME}["']?\s{0,3}[:=]{1,2}>?\s{0,3}["'\[(]?([A-Za-z0-9][A-Za-z0-9_.-]{0,60})`, 'gi'),
  /\b(?:error[ _-]?code|close[ _-]?code|code|closed with|error)[ (]{1,2}([A-Z0-9_]{3,40})\b/gi,
  /\b[A-Za-z]{3,40}(?:Error|Exception)?\[([A-Z0-9_]{3,40})\]/g,
  /\[([A-Z][A-Z0-9_]{2,40})\]/g,
  /<Code>([A-Za-z0-9_.-]{3,60})<\/Code>/g,
  /\bapi error ([A-Z][A-Za-z0-9]{3,60}):/g,
  /\(([A-Z][A-Za-z0-9]{5,60})\)/g,
  /^\s*(?:[A-Za-z][\w-]{1,30}\s+)?(\d{3,6})\s*$/g,
];

const HOST: readonly RegExp[] = [
  /\bhttps?:\/\/(?:[^\s/@"'<>]{1,200}@)?([A-Za-z0-9](?:[A-Za-z0-9.-]{0,200}[A-Za-z0-9])?)/gi,
  /^host:\s*([A-Za-z0-9.-]{3,200})/gim,
  /\b((?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,40}[A-Za-z0-9])?\.){1,6}(?:com|io|org|net|dev|app|ai|co|so|cloud|sh|gg))\b/gi,
];

const REQUEST_ID: readonly RegExp[] = [
  /^(?:< )?(?:x-[a-z-]{0,30}request-?id|request-?id|cf-ray|x-amzn-requestid|x-correlation-id|x-ms-request-id|correlation-id|traceid|x-trace-id)\s*:\s*([A-Za-z0-9_.:/=+-]{4,128})/gim,
  /\b(?:request|trace|correlation)[ _-]?id["']?\s*[:=]\s*["']?([A-Za-z0-9_.:/=+-]{8,128})/gi,
];
