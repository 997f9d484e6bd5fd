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
