const channel = (value: number): number => {
  const part = value / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
};

/** `#5c0a14`, `rgb(92, 10, 20)` or the same with an alpha of one. */
const channels = (colour: string): readonly number[] => {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  if (hex !== null) return hex.slice(1).map((part) => Number.parseInt(part, 16));
  const rgb = /^rgba?\((\d+), (\d+), (\d+)(?:, 1)?\)$/.exec(colour);
  if (rgb === null) throw new Error(`no colour: ${colour}`);
  return rgb.slice(1).map(Number);
};

/** 0 is black, 1 white (WCAG 2.2, relative luminance). */
export const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = channels(colour).map(channel);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** 1 to 21 (WCAG 2.2, contrast ratio). */
export const contrast = (one: string, other: string): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};
