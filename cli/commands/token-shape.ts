import { lint, unwrapped } from '../../core/diagnose/lint.ts';
import { detect } from '../../providers/detect.ts';
import type { Registry } from '../../providers/index.ts';

/** True when the shape alone says that it is a token, also with quotes or a prefix around it. Shapes that fit half the world do not. */
export const hasTokenShape = (value: string, registry: Registry): boolean =>
  [value, unwrapped(value)].some((text) => {
    const detection = detect(text, registry);
    if (detection.is === 'ambiguous') return detection.kinds.some(({ kind }) => kind.shape?.distinctive);
    return detection.is === 'one';
  });

/** True when it may be meant as a token of this issuer: it fits or begins as one, or nothing was ever filled in. */
export const isLikeOneOf = (value: string, provider: string, registry: Registry): boolean =>
  [value, unwrapped(value)].some((text) => detect(text, registry, provider).is !== 'none') ||
  lint(value, { name: 'token' }).some(({ flaw }) => flaw === 'placeholder' || flaw === 'empty');
