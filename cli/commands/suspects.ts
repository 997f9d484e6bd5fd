/** A variable that may be a token, and that nothing says enough of to ask anybody: a note, never a finding. */
export type Suspect = {
  readonly name: string;
  /** For people: `.env line 3`. */
  readonly where: string;
  /** `name`: named like a token of an issuer that is known, and shaped like none. `unknown issuer`: shaped like a token, of nobody known. */
  readonly why: 'name' | 'unknown issuer';
};

const SECRET_NAME = /(?:^|_)(?:TOKEN|PAT|KEY|SECRET)$/;

/** A short word or several before a long run, as issuers write their tokens: `sk_live_...`, `hf_...`, `SG....`; or an access key id of AWS. */
const PREFIXED = /^[A-Za-z][A-Za-z0-9]{1,9}(?:[-_.][A-Za-z0-9]{1,8}){0,2}[-_.][A-Za-z0-9_.+/=-]{16,400}$/;
const ACCESS_KEY = /^A[KS]IA[A-Z2-7]{16}$/;

/** Letters and digits mixed, longer than any word. */
const RANDOM_RUN = /(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{16}/;

/** The name of a variable in one spelling: `discord.bot-token` is DISCORD_BOT_TOKEN. */
export const upperName = (name: string): string => name.toUpperCase().replace(/[.-]/g, '_');

/** A long random value with a prefix, in a variable called ...TOKEN, KEY or SECRET. */
export const isForeign = (name: string, value: string): boolean =>
  SECRET_NAME.test(upperName(name)) && (ACCESS_KEY.test(value) || (PREFIXED.test(value) && RANDOM_RUN.test(value)));
