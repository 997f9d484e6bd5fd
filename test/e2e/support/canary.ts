/** Every form in which a value could show up, whole or in part. */
const formsOf = (value: string): string[] => {
  const bytes = Buffer.from(value);
  const windows = Array.from({ length: Math.max(1, value.length - 15) }, (_, i) => value.slice(i, i + 16));
  return [
    ...windows,
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    encodeURIComponent(value),
    JSON.stringify(value).slice(1, -1),
  ];
};

export type Place = { readonly name: string; readonly text: string };

/** Where a value, or 16 characters of it in a row, stands in these texts; sentences without the value. */
export const leaks = (canaries: Readonly<Record<string, string>>, places: readonly Place[]): string[] =>
  Object.entries(canaries).flatMap(([canary, value]) => {
    const forms = formsOf(value);
    const found = places.filter(({ text }) => forms.some((form) => text.includes(form)));
    return found.map(({ name }) => `the value of ${canary} is in ${name}`);
  });
