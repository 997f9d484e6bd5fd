import { MAX_LENGTH, unwrapped } from '../core/lint/lint.ts';
import type { Flaw } from '../core/model/observation.ts';
import { type KindOf, kindId } from './provider.ts';
import type { Registry, Sketch } from './registry.ts';

export type Detection =
  | { readonly is: 'one'; readonly kind: KindOf }
  | { readonly is: 'ambiguous'; readonly kinds: readonly Sketch[] }
  | { readonly is: 'none' };

/**
 * Tells the kind from the shape alone: the value is tried nowhere. Across issuers only a distinctive shape tells; one that many
 * issuers share is ambiguous, whoever else knows it. `within` one provider its other shapes tell too. A value that only begins
 * as one kind does is that kind, damaged: lint will say so, and it will not leave.
 */
export const detect = (value: string, registry: Registry, within?: string): Detection => {
  const kinds = registry.candidates(value).filter(({ provider }) => within === undefined || provider.id === within);
  const fitting = kinds.filter((kind) => fits(value, kind));
  const distinctive = fitting.filter(({ kind }) => kind.shape?.distinctive);
  const damaged = distinctive.length > 0 ? [] : kinds.filter((kind) => begins(value, kind));
  for (const [only, ...others] of [distinctive, damaged, within === undefined ? [] : fitting]) {
    const kind = only === undefined || others.length > 0 ? undefined : registry.findKind(kindId(only));
    if (kind !== undefined) return { is: 'one', kind };
  }
  return fitting.length > 0
    ? { is: 'ambiguous', kinds: distinctive.length > 0 ? distinctive : fitting }
    : { is: 'none' };
};

/** Long enough to be nobody else's by chance. */
const TELLING = 4;

const begins = (value: string, { kind: { shape } }: Sketch): boolean => {
  if (shape?.distinctive !== true || value.length > MAX_LENGTH) return false;
  const telling = shape.startsWith?.some((start) => start.length >= TELLING && value.startsWith(start)) ?? false;
  return (telling && !shape.common) || (shape.begins?.test(value) ?? false);
};

/** A certain flaw when the value is distinctively another issuer's token, even with quotes or a prefix around it. */
export const otherProviderFlaw = (value: string, kind: KindOf, registry: Registry): Flaw | undefined => {
  if (fits(value, kind) && kind.kind.shape?.distinctive) return undefined;
  const bare = unwrapped(value);
  const strangers = registry.candidates(bare).filter(({ provider }) => !provider.alsoFor?.includes(kind.provider.id));
  const owners = strangers.filter((one) => owns(one, bare, registry));
  const [owner] = owners;
  if (owner === undefined || owners.some(({ provider }) => provider.id === kind.provider.id)) return undefined;
  return {
    flaw: 'other-provider',
    says: `it has the shape of a token of ${owner.provider.name} (${kindId(owner)}), not of ${kind.provider.name}`,
    certain: true,
  };
};

/** Another kind of the same issuer, by a distinctive shape: its request is another one, and a refusal of this one would prove nothing. */
export const otherKindOf = (value: string, { provider, kind }: KindOf, registry: Registry): KindOf | undefined => {
  if (kind.shape === undefined || fits(value, { provider, kind })) return undefined;
  return registry.kindsOf(provider.id).find((other) => other.kind.shape?.distinctive === true && fits(value, other));
};

/** A format belongs to nobody, and a value that only resembles the shape is nobody's token. */
const owns = (one: Sketch, value: string, registry: Registry): boolean =>
  one.provider.generic !== true &&
  one.kind.shape?.distinctive === true &&
  fits(value, one) &&
  registry.findKind(kindId(one))?.kind.lint?.(value)?.flaw !== 'shape';

const fits = (value: string, { kind: { shape } }: Sketch): boolean => {
  if (shape === undefined || value.length > MAX_LENGTH) return false;
  const may = shape.startsWith?.some((start) => value.startsWith(start)) ?? true;
  return may && shape.pattern.test(value);
};
