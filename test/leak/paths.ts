/** Each makes something fail with a value near it, and gives what comes of it: a result, or an error that it throws. */
export type Paths = Readonly<Record<string, (value: string) => unknown>>;
