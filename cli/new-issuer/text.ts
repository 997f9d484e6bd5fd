import { Document, isMap, isSeq } from 'yaml';
import type { Description } from '../../providers/contract/description.ts';
import type { OnlineText, ShapeText } from '../../providers/contract/kind.ts';
import type { Draft, Sending } from './draft.ts';
import { acceptedRule, refusedRule, wordsIn } from './rules.ts';

/** The one kind of a new issuer. More are added by hand. */
export const KIND = 'token';

/** What the six answers say, as a description. */
export const descriptionOf = (draft: Draft): Description => {
  const { id, name, docs, shape, url, auth, accepted, refused } = draft;
  return {
    id,
    name,
    docs,
    evidence: 'documented',
    sources: [docs],
    ...wordsIn(refused),
    kinds: [
      {
        id: KIND,
        name: `${name} token`,
        shape: shapeText(shape),
        probe: {
          url,
          ...authText(auth),
          answers: [acceptedRule(accepted), ...(refused === undefined ? [] : [refusedRule(refused)])],
        },
      },
    ],
  };
};

/** A whole pattern does not tell signs and length by itself. */
const shapeText = ({ prefix, rest, pattern }: Draft['shape']): ShapeText => {
  if (pattern !== undefined) return { pattern, alphabet: '[\\x21-\\x7e]', minLength: 8 };
  return { ...(prefix !== undefined && { prefix }), ...(rest !== undefined && { rest }) };
};

const authText = (auth: Sending): Pick<OnlineText, 'auth'> => {
  if (auth.by === 'bearer') return {};
  if (auth.by === 'basic') return { auth: { basic: ['{token}', ''] } };
  if (auth.by === 'address') return { auth: 'none' };
  return { auth: { header: auth.header, ...(auth.scheme !== undefined && { scheme: auth.scheme }) } };
};

const HEAD = ` Made by token-health new-issuer. Read it over: what an answer proves, and where it tells date and scopes, was
 guessed from one answer each. docs/issuers.md says what else may stand here.`;

/** As people write it: what belongs together on one line. */
export const descriptionText = (description: Description): string => {
  const document = new Document(description);
  document.commentBefore = HEAD;
  const flow = (path: readonly (string | number)[]): void => {
    const node = document.getIn(path, true);
    if (isMap(node) || isSeq(node)) node.flow = true;
  };
  flow(['sources']);
  flow(['words']);
  flow(['kinds', 0, 'shape']);
  flow(['kinds', 0, 'probe', 'auth']);
  for (const n of [0, 1]) flow(['kinds', 0, 'probe', 'answers', n]);
  return document.toString(STYLE);
};

const STYLE = { lineWidth: 0, singleQuote: true } as const;

/** The answers on record, each on a line, as test/fixtures/issuers has them. */
export const exchangesText = (recorded: readonly object[]): string => {
  const document = new Document(recorded);
  for (const n of recorded.keys()) {
    const node = document.getIn([n], true);
    if (isMap(node)) node.flow = true;
  }
  return document.toString(STYLE);
};
