/** Name of an error's class. Its message may quote what was sent, so it goes nowhere. */
export const faultOf = (error: unknown): string =>
  error instanceof Error && /^[A-Za-z]{1,80}$/.test(error.name) ? error.name : 'unknown';
