/** Columns of a line, the sign of a soft break included (RFC 2045 section 6.7). */
const MOST = 76;

const SPACE = 0x20;
const EQUALS = 0x3d;

/** Text as UTF-8 that passes every relay unchanged: ASCII, CRLF, at most 76 columns. */
export const quotedPrintable = (text: string): string => text.split('\n').map(encodedLine).join('\r\n');

const encodedLine = (line: string): string => {
  const bytes = [...new TextEncoder().encode(line)];
  const rows: string[] = [];
  let row = '';
  bytes.forEach((byte, index) => {
    const last = index === bytes.length - 1;
    const sign = isPlain(byte) || (byte === SPACE && !last) ? String.fromCharCode(byte) : hex(byte);
    if (row.length + sign.length > (last ? MOST : MOST - 1)) {
      rows.push(`${row}=`);
      row = '';
    }
    row += sign;
  });
  return [...rows, row].join('\r\n');
};

const isPlain = (byte: number): boolean => byte > SPACE && byte <= 0x7e && byte !== EQUALS;

const hex = (byte: number): string => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
