import { unwrapped } from '../../core/diagnose/lint.ts';
import { detect } from '../../providers/detect.ts';
import type { Registry } from '../../providers/index.ts';

/** True when the shape alone says that it is a token, also with quotes or a prefix around it. Shapes that fit half the world do not. */
export const hasTokenShape = (value: string, registry: Registry): boolean =>
  [value, unwrapped(value)].some((text) => {
    const detection = detect(text, registry);
    if (detection.is === 'ambiguous') return detection.kinds.some(({ kind }) => kind.shape?.distinctive);
    return detection.is === 'one';
  });
