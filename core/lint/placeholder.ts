/** Words that stand alone where nothing was filled in, also with a few digits behind: `changeme123`. */
const WORD =
  /^(?:change[-_ ]?me|to[-_ ]?do|tbd|fix[-_ ]?me|none|null|nil|undefined|n\/a|dummy|redacted|placeholder|example|test|secret|token|password)\d{0,4}$/i;
const MARKS = /^(?:<[\w .:/'-]{0,200}>|\[[\w .:/'-]{0,200}\]|\{\{[\w .:/'|-]{0,200}\}\})$/;
const RUN = /^(?:x{3,}|\*{3,}|\.{3,}|0{6,}|-{3,})$|x{12}|\*{6}|0{16}|\.{6}$/i;
/** `sk-xxxx...`, `xoxb-xxx-xxx`: a beginning that is known, then nothing. */
const BLANKED = /^(?:[a-z]{2,12}[-_.]){1,3}(?:x{3,}|\*{3,}|\.{3,}|…)[x*.…_-]*$/i;
/** The name of a variable, as examples put it where its value belongs. */
const VARIABLE = /^[A-Z][A-Z0-9]{0,30}(?:_[A-Z0-9]{1,30}){0,6}_(?:TOKEN|KEY|SECRET|PASSWORD|PAT|WEBHOOK|URL)$/;
const ONE_WORD = /^(?:your|my|insert|paste|replace|enter)[a-z]{0,30}(?:token|key|secret|here|password)[a-z]{0,10}$/i;
/** A part of an address that is to be filled in: `/webhooks/ID/TOKEN`. */
const BLANK_PART =
  /\/(?:(?:WEBHOOK_)?(?:ID|TOKEN)|YOUR|[XYZ]{3,}|your[-_][\w-]{1,40}|<[^<>/]{1,60}>|\{[^{}/]{1,60}\})(?=[/?]|$)/;

const LEADS = /^(?:your|my|insert|enter|put|replace|paste|add|some|change|fill|actual|fake|dummy|sample|example)$/;
const NOUNS = /token|key|secret|value|password|webhook|credential|^(?:here|this|me|pat)$/;

/** Longer is no sentence that somebody wrote into an example. */
const LONGEST = 200;

/**
 * True for a text that somebody left where the token belongs. `names` are those of the variable or field that holds it: a value that
 * repeats its own name was never filled in.
 */
export const isPlaceholder = (text: string, names: readonly string[] = []): boolean =>
  [WORD, MARKS, RUN, BLANKED, VARIABLE, ONE_WORD].some((pattern) => pattern.test(text)) ||
  (/^https?:\/\//i.test(text) && BLANK_PART.test(text)) ||
  isPhrase(text) ||
  isOneOf(names, bare(text));

const isOneOf = (names: readonly string[], text: string): boolean => names.some((name) => bare(name) === text);

/** `my-bot-token-123`, `xoxb-your-token-here`: words alone, one that tells the reader to do something, one that says with what. */
const isPhrase = (text: string): boolean => {
  if (text.length > LONGEST) return false;
  const words = text
    .toLowerCase()
    .split(/[-_ .:]+/)
    .filter((word) => word !== '');
  if (words.length < 2 || !words.every((word) => /^(?:[a-z]{1,20}\d?|\d{1,6})$/.test(word))) return false;
  const lead = words.findIndex((word) => LEADS.test(word));
  return words.at(-1) === 'here' || (lead >= 0 && words.slice(lead + 1).some((word) => NOUNS.test(word)));
};

const bare = (text: string): string => text.toLowerCase().replace(/[-_ .]/g, '');
