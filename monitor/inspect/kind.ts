import { unwrapped } from '../../core/diagnose/lint.ts';
import type { Says } from '../../core/diagnose/says.ts';
import type { Observation } from '../../core/model/observation.ts';
import { detect, otherProviderFlaw } from '../../providers/detect.ts';
import type { Registry } from '../../providers/index.ts';
import { type KindOf, kindId } from '../../providers/provider.ts';

export type KindFound =
  | { readonly kind: KindOf }
  | { readonly unreadable: Extract<Observation, { seen: 'unreadable' }> };

/**
 * Which kind a token is: as its tag says (`discord.bot`), or told from its shape within one issuer (`discord`) or among all
 * (`auto`). An ambiguous shape asks for the tag; it is never tried out.
 */
export const kindOf = (value: string, tagged: string, registry: Registry, says: Says): KindFound => {
  if (tagged.includes('.')) return exactly(value, tagged, registry, says);
  const provider = tagged === 'auto' ? undefined : registry.findProvider(tagged);
  if (tagged !== 'auto' && provider === undefined) return unknownProvider(tagged, registry, says);
  const [only, ...others] = registry.kinds.filter((kind) => kind.provider === provider);
  if (only !== undefined && others.length === 0) return { kind: only };
  return byShape(value, registry, provider?.id, says);
};

const exactly = (value: string, id: string, registry: Registry, says: Says): KindFound => {
  const kind = registry.findKind(id);
  if (kind === undefined) return unknownProvider(id, registry, says);
  const others = kind.kind.shape?.pattern.test(value) === false ? othersLike(value, registry) : [];
  return others.length > 0 ? sayWhich(`its shape is that of another kind than ${id}`, others, says) : { kind };
};

/** Kinds that share a beginning of their own, such as `s.`: a value like that is theirs, and no damaged one of another. */
const othersLike = (value: string, registry: Registry): readonly KindOf[] => {
  const found = detect(value, registry);
  return found.is === 'ambiguous' ? found.kinds.filter(({ kind }) => kind.shape?.startsWith !== undefined) : [];
};

const byShape = (value: string, registry: Registry, within: string | undefined, says: Says): KindFound => {
  const found = [value, unwrapped(value)].map((text) => detect(text, registry, within));
  const one = found.find((detection) => detection.is === 'one');
  if (one?.is === 'one') return { kind: one.kind };
  const several = found.find((detection) => detection.is === 'ambiguous');
  if (several?.is === 'ambiguous') return sayWhich('its shape fits several kinds', several.kinds, says);
  return within === undefined
    ? sayWhich('it has the shape of no token that is known', [], says)
    : closest(value, within, registry, says);
};

/** Tagged with an issuer, shaped like none of its tokens: another issuer's, of a kind that takes what is left, or damaged. */
const closest = (value: string, within: string, registry: Registry, says: Says): KindFound => {
  const kinds = registry.kinds.filter(({ provider }) => provider.id === within);
  const first = kinds.find(({ kind }) => kind.shape?.distinctive);
  if (first !== undefined && otherProviderFlaw(value, first, registry)) return { kind: first };
  const others = othersLike(value, registry);
  const rest = others.length > 0 ? undefined : kinds.find(({ kind }) => kind.otherwise);
  if (rest !== undefined) return { kind: rest };
  return sayWhich(`it has the shape of no ${within} token`, others.length > 0 ? others : kinds, says);
};

/** The kind that a tag names, the first of an issuer's; none for `auto` and for names that nobody has. */
export const kindNamed = (tagged: string, registry: Registry): { readonly kind?: KindOf } => {
  const kinds = registry.kinds.filter(({ provider }) => provider.id === tagged);
  const kind = registry.findKind(tagged) ?? kinds.find((one) => one.kind.shape?.distinctive) ?? kinds[0];
  return kind === undefined ? {} : { kind };
};

/** True where people choose the issuer's values as they like: there no word stands for nothing. */
export const takesAnyText = (tagged: string, registry: Registry): boolean =>
  registry.kinds.some(({ provider, kind }) => provider.id === tagged.split('.')[0] && kind.byHand);

const sayWhich = (detail: string, kinds: readonly KindOf[], { setting }: Says): KindFound => {
  const ids = kinds.map(kindId).join(', ');
  const by = `say which kind it is by ${setting('provider')}`;
  return badTag(detail, ids === '' ? `${by}, such as discord.bot` : `${by}: ${ids}`);
};

const unknownProvider = (id: string, registry: Registry, { setting }: Says): KindFound => {
  const near = nearest(id, [...registry.providers.map((provider) => provider.id), ...registry.kinds.map(kindId)]);
  return badTag(`no issuer or kind is called "${id}"`, `use "${near}" in ${setting('provider')}`);
};

const badTag = (detail: string, remedy: string): KindFound => ({
  unreadable: { seen: 'unreadable', cause: 'bad-tag', detail, remedy: [remedy] },
});

/** The name with the fewest edits (Levenshtein). */
export const nearest = (name: string, names: readonly string[]): string =>
  names.reduce((best, candidate) => (edits(name, candidate) < edits(name, best) ? candidate : best), names[0] ?? name);

const edits = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, swap));
    }
    row = next;
  }
  return row[b.length] ?? 0;
};
