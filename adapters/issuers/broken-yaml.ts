import type { ErrorCode } from 'yaml';

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
