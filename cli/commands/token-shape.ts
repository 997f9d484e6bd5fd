import { unfilled, unwrapped } from '../../core/lint/lint.ts';
import { referenceIn } from '../../core/lint/reference.ts';
import { detect } from '../../providers/detect.ts';
import type { Registry } from '../../providers/registry.ts';

/** True when the shape alone says that it is a token, also with quotes or a prefix around it. Shapes that fit half the world do not. */
export const hasTokenShape = (value: string, registry: Registry): boolean =>
  [value, unwrapped(value)].some((text) => {
    const detection = detect(text, registry);
    if (detection.is === 'ambiguous') return detection.kinds.some(({ kind }) => kind.shape?.distinctive);
    return detection.is === 'one';
  });

/**
 * True when the value of a variable may be meant as a token of the issuer that its name tells: it fits or begins as one, it is a reference to
 * one, nothing was ever filled in, or it is a document that may hold one.
 */
export const isLikeOneOf = (name: string, value: string, provider: string, registry: Registry): boolean =>
  [value, unwrapped(value)].some((text) => detect(text, registry, provider).is !== 'none') ||
  referenceIn(value) !== undefined ||
  unfilled(value, [name]) !== undefined ||
  /^\s*\{/.test(value);
