/** For a child with an environment of its own: sources that another child compiled are not compiled again. */
export const COMPILED = { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE } as const;
