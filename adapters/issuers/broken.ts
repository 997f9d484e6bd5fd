import type { ErrorCode } from 'yaml';
import { parseJson } from '../../core/base/json.ts';

const TOKEN = /\s+|"(?:[^"\\\n]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\]:,]/y;

const COMMA = 'take the comma away: in JSON none follows the last one';
const OTHER = 'correct the JSON here: names and texts stand in double quotes, and there are no comments';

/** Where text that should be JSON stops to be, and what to do about it. */
export const brokenJson = (text: string): { readonly position: number; readonly says: string } | undefined => {
  if (parseJson(text) !== undefined) return undefined;
  let comma: number | undefined;
  for (let position = 0; position < text.length; ) {
    TOKEN.lastIndex = position;
    const [token] = TOKEN.exec(text) ?? [];
    if (token === undefined) return { position, says: OTHER };
    if (/[}\]]/.test(token[0] ?? '') && comma !== undefined) return { position: comma, says: COMMA };
    if (token === ',') comma = position;
    else if (token.trim() !== '') comma = undefined;
    position += token.length;
  }
  return {
    position: Math.max(0, text.trimEnd().length - 1),
    says: 'correct the JSON: a bracket, a colon or a comma is missing',
  };
};

const SAYS: Readonly<Partial<Record<ErrorCode, string>>> = {
  TAB_AS_INDENT: 'indent with spaces: YAML takes no tabs for that',
  DUPLICATE_KEY: 'keep one of the two: this key was there before',
  MULTIPLE_DOCS: 'put each issuer into a file of its own: nothing may follow ---',
  BAD_INDENT: 'indent this line as deep as the others of its list or mapping',
  BAD_SCALAR_START: 'put the text into quotes: it begins with a sign that YAML reads as its own',
};

const USUAL =
  'correct the YAML here: indent as deep as the lines beside it, close every quote and bracket, and put a text that holds ": " or " #" into quotes';

/** What to do about text that is no YAML. */
export const brokenYaml = (code: ErrorCode): string => SAYS[code] ?? USUAL;
