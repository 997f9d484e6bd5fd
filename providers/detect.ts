import { MAX_LENGTH, unwrapped } from '../core/lint.ts';
import type { Flaw } from '../core/observation.ts';
import type { Registry } from './index.ts';
import { type KindOf, kindId } from './provider.ts';

export type Detection =
  | { readonly is: 'one'; readonly kind: KindOf }
  | { readonly is: 'ambiguous'; readonly kinds: readonly KindOf[] }
  | { readonly is: 'none' };

/**
 * Tells the kind from the shape alone: the value is tried nowhere. Across issuers only distinctive shapes count; `within` one
 * provider its other shapes count too, when no distinctive one fits.
 */
export const detect = (value: string, registry: Registry, within?: string): Detection => {
  const kinds = registry.kinds.filter(({ provider }) => within === undefined || provider.id === within);
  const fitting = kinds.filter((kind) => fits(value, kind));
  const distinctive = fitting.filter(({ kind }) => kind.shape?.distinctive);
  return detection(distinctive.length > 0 || within === undefined ? distinctive : fitting);
};

/** A certain flaw when the value is distinctively another issuer's token, even with quotes or a prefix around it. */
export const otherProviderFlaw = (value: string, kind: KindOf, registry: Registry): Flaw | undefined => {
  if (fits(value, kind) && kind.kind.shape?.distinctive) return undefined;
  const bare = unwrapped(value);
  const owners = registry.kinds.filter(
    (one) => !one.provider.generic && one.kind.shape?.distinctive && fits(bare, one),
  );
  const [owner] = owners;
  if (owner === undefined || owners.some((one) => one.provider.id === kind.provider.id)) return undefined;
  return {
    flaw: 'other-provider',
    says: `it has the shape of a token of ${owner.provider.name} (${kindId(owner)}), not of ${kind.provider.name}`,
    certain: true,
  };
};

const fits = (value: string, { kind: { shape } }: KindOf): boolean => {
  if (shape === undefined || value.length > MAX_LENGTH || value.length < shape.minLength) return false;
  const begins = shape.startsWith?.some((start) => value.startsWith(start)) ?? true;
  return begins && shape.pattern.test(value);
};

const detection = (kinds: readonly KindOf[]): Detection => {
  const [first] = kinds;
  if (first === undefined) return { is: 'none' };
  return kinds.length === 1 ? { is: 'one', kind: first } : { is: 'ambiguous', kinds };
};
