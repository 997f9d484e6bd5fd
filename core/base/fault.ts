/** A failure in our own words: its message holds nothing that came in, and may be logged. */
export class Fault extends Error {}

/** What may be logged of an error: our own words, or the name of its class. A foreign message may quote what was sent. */
export const faultOf = (error: unknown): string => {
  if (error instanceof Fault) return error.message;
  return error instanceof Error && /^[A-Za-z]{1,80}$/.test(error.name) ? error.name : 'unknown';
};
