import { TAG_PREFIX } from '../model/tags.ts';

/**
 * How the settings of a token are spoken of, by where it is kept: tags of a secret or of an entry on standard input, words of a comment
 * in a file, options of the command line. Every sentence that names a setting asks here, so that nobody is told to tag a variable.
 */
export type Says = {
  /** What holds the token. */
  readonly holder: 'secret' | 'value';
  /** What its settings are called. */
  readonly noun: 'tag' | 'comment';
  /** Where the owner's own date stands. */
  readonly ownDate: string;
  /** One setting, as the object of a sentence: `the tag token-health:url`. */
  readonly setting: (name: string) => string;
  /** How it is said, as a step: `tag it: token-health:url=https://HOST`. */
  readonly say: (name: string, word: string) => string;
  /** How its base URL is said and its host allowed, as a step. */
  readonly sayUrl: (provider: string) => string;
  /** How a host is allowed, as a step. */
  readonly allow: string;
  /** How a kind without a shape of its own is let through, as a step. */
  readonly letThrough: (kind: string) => string;
  /** How the fields beside it are given, as a step. */
  readonly beside: string;
  /** What to read where nobody knows whose token it is. */
  readonly docs: string;
  /** How to find who stored a bad value, as a step. */
  readonly findWriter: string;
  /** Which address an issuer sees, as a step. */
  readonly address: string;
};

const provided = (kind: string): string => `--provider NAME=${kind}`;

const SECRET: Says = {
  holder: 'secret',
  noun: 'tag',
  ownDate: 'the date on its tag',
  setting: (name) => `the tag ${TAG_PREFIX}${name}`,
  say: (name, word) => `tag it: ${TAG_PREFIX}${name}=${word}`,
  sayUrl: () =>
    `tag it: ${TAG_PREFIX}url=https://HOST, and allow that host: selfHosted in the deployment, --allow-host on the command line`,
  allow: 'allow it: selfHosted in the deployment, --allow-host on the command line',
  letThrough: (kind) =>
    `list its name: "unshaped": {"${kind}": ["NAME-PATTERN"]} in the deployment, ${provided(kind)} on the command line`,
  beside: 'store them in the same JSON secret',
  docs: 'https://docs.aws.amazon.com/secretsmanager/',
  findWriter: 'Find the writer: PutSecretValue in CloudTrail.',
  address: 'Its address is that of the NAT gateway of its subnets; without the setting subnets it has none that stays.',
};

const LOCAL = {
  holder: 'value',
  sayUrl: (provider: string) => `say it: --provider-url ${provider}=https://HOST`,
  allow: 'allow it: --allow-host https://HOST',
  letThrough: (kind: string) => `say what it is: ${provided(kind)}`,
  docs: 'docs/check.md',
  findWriter: 'Find out who or what changed it.',
  address: 'The address that others see of this machine: curl -s https://checkip.amazonaws.com',
} as const;

const ENTRY: Says = {
  ...SECRET,
  ...LOCAL,
  say: (name, word) => `add to its tags: ${TAG_PREFIX}${name}=${word}`,
  beside: 'make the value a JSON object that holds them too',
};

const IN_FILE: Says = {
  ...LOCAL,
  noun: 'comment',
  ownDate: 'the date in its comment',
  setting: (name) =>
    name === 'provider' ? '--provider, or the word provider in its comment' : `the word ${name} in its comment`,
  say: (name, word) => {
    const comment = `write beside it: # token-health: ${name}=${word}`;
    return name === 'provider' ? `${comment}, or use ${provided(word)}` : comment;
  },
  beside: 'make the value a JSON object that holds them too, and name its field: # token-health: field=NAME',
};

const IN_ENVIRONMENT: Says = {
  ...LOCAL,
  noun: 'tag',
  ownDate: 'the date on its tag',
  setting: (name) => (name === 'provider' ? '--provider' : `the tag ${TAG_PREFIX}${name} on standard input`),
  say: (name, word) =>
    name === 'provider' ? `use ${provided(word)}` : `send it by --stdin with the tag ${TAG_PREFIX}${name}=${word}`,
  beside: 'send a JSON object that holds them too by --stdin',
};

/** By `TokenRef.source`. The name of a secret holds no colon, so that none looks local. */
export const saysAt = (source: string): Says => {
  if (source.startsWith('file:')) return IN_FILE;
  if (source.startsWith('env:')) return IN_ENVIRONMENT;
  return source.startsWith('stdin:') ? ENTRY : SECRET;
};
