import type { LocalToken } from '../../adapters/local/source.ts';
import { MARKER_TAG, TAG_PREFIX } from '../../core/model/tags.ts';
import type { Registry } from '../../providers/registry.ts';
import { isForeign, type Suspect, upperName } from './suspects.ts';
import { hasTokenShape, isLikeOneOf } from './token-shape.ts';

type Named = Readonly<Record<string, string>>;

/** The user's own word for a token's provider, which wins over its tag. */
export const withProvider = (token: LocalToken, named: Named): LocalToken => {
  const provider = Object.hasOwn(named, token.name) ? named[token.name] : undefined;
  return provider === undefined ? token : { ...token, tags: { ...token.tags, [MARKER_TAG]: provider } };
};

/**
 * The variables that are tokens: those that somebody said so of, those with the shape of a known token, and those whose name
 * says it (`DISCORD_TOKEN`) and whose value may be one of that issuer's, damaged or never filled in. An issuer at an address of one's own
 * (`ownIssuers`) has no alphabet that is known. The others are asked about nowhere.
 */
export const tokensAmong = (
  variables: readonly LocalToken[],
  registry: Registry,
  ownIssuers: readonly string[] = [],
): readonly LocalToken[] =>
  variables.flatMap((variable) => {
    if (Object.keys(variable.tags).some((tag) => tag.startsWith(TAG_PREFIX))) return [withGuess(variable, registry)];
    if (isShaped(variable, registry)) return [variable];
    const provider = providerByName(variable.name, registry);
    if (provider === undefined) return [];
    const { name, value } = variable;
    const mayBe = ownIssuers.includes(provider) || isLikeOneOf(name, value.expose(), provider, registry);
    return mayBe ? [{ ...variable, tags: { [MARKER_TAG]: provider } }] : [];
  });

/** Of the variables that were not chosen: those that may be tokens all the same. */
export const suspectsAmong = (others: readonly LocalToken[], registry: Registry): readonly Suspect[] =>
  others.flatMap(({ name, where, value }): readonly Suspect[] => {
    if (isForeign(name, value.expose())) return [{ name, where, why: 'unknown issuer' }];
    return providerByName(name, registry) === undefined ? [] : [{ name, where, why: 'name' }];
  });

/** A variable that was asked for by name: only its provider may have to be told from that name. */
export const withGuess = (token: LocalToken, registry: Registry): LocalToken => {
  const provider = providerByName(token.name, registry);
  if (provider === undefined || MARKER_TAG in token.tags || isShaped(token, registry)) return token;
  return { ...token, tags: { ...token.tags, [MARKER_TAG]: provider } };
};

const isShaped = ({ value }: LocalToken, registry: Registry): boolean => hasTokenShape(value.expose(), registry);

const TOKEN_WORD = /(?:^|_)(?:TOKEN|PAT|WEBHOOK|WEBHOOK_URL)$/;

/** The issuer whose id a name holds as a word (of several, the longest), when its last word says that it is a token. */
const providerByName = (name: string, { sketches }: Registry): string | undefined => {
  const upper = upperName(name);
  if (!TOKEN_WORD.test(upper)) return undefined;
  const ids = sketches.filter(({ provider: { generic } }) => !generic).map(({ provider: { id } }) => id);
  return ids.filter((id) => `_${upper}_`.includes(`_${upperName(id)}_`)).sort((a, b) => b.length - a.length)[0];
};
