/**
 * Reads a mail as the strictest reader would: RFC 5322 (header, lines, dates, ids), RFC 2045 and 2046 (parts, quoted-printable), RFC 2047
 * (encoded words). Throws where any of them is broken, so that a test sees a message only when it is right.
 */
export type Read = {
  /** Lower-case names; values unfolded and not decoded. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
  readonly html: string;
};

const fail = (why: string): never => {
  throw new Error(`no valid mail: ${why}`);
};

const must = (holds: boolean, why: string): void => void (holds || fail(why));

/** Header fields, and what follows the empty line. Lines of 78 columns at most, unless one word alone is longer; 998 in any case. */
const split = (raw: string): { headers: Map<string, string>; body: string } => {
  const end = raw.indexOf('\r\n\r\n');
  must(end > 0, 'no empty line after the header');
  const headers = new Map<string, string>();
  let last = '';
  for (const line of raw.slice(0, end).split('\r\n')) {
    must(line.length <= 998, 'a line of the header is longer than 998');
    must(line.length <= 78 || !line.replace(/^(?:[!-9;-~]+:)? /, '').includes(' '), `a line could be folded: ${line}`);
    must(line.trim() !== '' && !line.endsWith(' '), 'a line of the header is blank or ends in a space');
    if (/^[ \t]/.test(line)) {
      must(last !== '', 'the header begins with a folded line');
      headers.set(last, `${headers.get(last)}${line}`);
      continue;
    }
    const [, name = fail(`no field: ${line}`), value = ''] = /^([!-9;-~]+): ?(.*)$/.exec(line) ?? [];
    last = name.toLowerCase();
    must(!headers.has(last), `${name} is there twice`);
    headers.set(last, value);
  }
  return { headers, body: raw.slice(end + 4) };
};

const unquoted = (text: string): string => {
  const lines = text.split('\r\n');
  for (const line of lines) {
    must(line.length <= 76, 'a line of a body is longer than 76');
    must(!/[ \t]$/.test(line), 'a line of a body ends in a space');
    must(!/=(?![0-9A-F]{2}|$)/.test(line), 'an = that is no code');
    must(/^[\t -~]*$/.test(line), 'a body is not ASCII');
  }
  const joined = lines.map((line) => (line.endsWith('=') ? line.slice(0, -1) : `${line}\n`)).join('');
  const bytes = joined.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return new TextDecoder('utf-8', { fatal: true })
    .decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)))
    .slice(0, -1);
};

const partOf = (raw: string, type: string): string => {
  const { headers, body } = split(raw);
  must(headers.get('content-type') === `${type}; charset=UTF-8`, `the part is no ${type} in UTF-8`);
  must(headers.get('content-transfer-encoding') === 'quoted-printable', 'the part is not quoted-printable');
  return unquoted(body);
};

const ADDRESS = /^[\w!#$%&'*+/=?^`{|}~.-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/;

/** `Name <address>`, with the name decoded. */
export const mailboxOf = (value: string): { readonly name: string; readonly address: string } => {
  if (ADDRESS.test(value)) return { name: '', address: value };
  const [, shown = '', address = ''] = /^(.*) <([^<>]+)>$/.exec(value) ?? [];
  must(ADDRESS.test(address), `no address: ${value}`);
  const [, quoted] = /^"((?:[^"\\]|\\.)*)"$/.exec(shown) ?? [];
  return { name: quoted?.replace(/\\(.)/g, '$1') ?? wordsOf(shown), address };
};

const wordsOf = (text: string): string =>
  text
    .split(' ')
    .map((word) => {
      must(word.length <= 75, 'an encoded word is longer than 75');
      const [, base64 = fail(`no encoded word: ${word}`)] = /^=\?UTF-8\?B\?([A-Za-z0-9+/]+=*)\?=$/.exec(word) ?? [];
      return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(base64, 'base64'));
    })
    .join('');

export const addressesOf = (value: string): readonly string[] => value.split(', ').map((one) => mailboxOf(one).address);

const DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000$/;
const ID = /^<[\w.-]+@[\w.-]+>$/;

const checkHeaders = (headers: ReadonlyMap<string, string>): void => {
  const get = (name: string): string => headers.get(name) ?? fail(`${name} is missing`);
  mailboxOf(get('from'));
  addressesOf(get('to'));
  must(/^[ -~]+$/.test(get('subject')), 'the subject is not ASCII');
  const date = get('date');
  must(DATE.test(date) && new Date(date).toUTCString().replace('GMT', '+0000') === date, `no date: ${date}`);
  must(ID.test(get('message-id')), 'the message id is none');
  for (const name of ['in-reply-to', 'references'])
    must(
      get(name)
        .split(' ')
        .every((id) => ID.test(id)),
      `${name} holds something else than ids`,
    );
  must(get('mime-version') === '1.0', 'no MIME');
};

export const readMail = (raw: string): Read => {
  must(/^[\t\r\n -~]*$/.test(raw), 'bytes outside ASCII');
  must(!/\r(?!\n)|(?<!\r)\n/.test(raw), 'a line does not end in CRLF');
  const { headers, body } = split(raw);
  checkHeaders(headers);
  const [, boundary = fail('no multipart/alternative')] =
    /^multipart\/alternative; boundary="([ -~]{1,70})"$/.exec(headers.get('content-type') ?? '') ?? [];
  const parts = `\r\n${body}`.split(`\r\n--${boundary}`);
  must(parts.length === 4 && parts[0] === '', 'there are not two parts, or words before them');
  must(parts[3] === '--\r\n', 'the last boundary does not end the mail');
  must(
    parts[1]?.startsWith('\r\n') === true && parts[2]?.startsWith('\r\n') === true,
    'a boundary has words behind it',
  );
  // The last is the best that a reader can show (RFC 2046 section 5.1.4).
  return {
    headers,
    text: partOf(parts[1]?.slice(2) ?? '', 'text/plain'),
    html: partOf(parts[2]?.slice(2) ?? '', 'text/html'),
  };
};
