import { type Says, saysAt } from '../../core/diagnose/says.ts';
import type { Observation } from '../../core/model/observation.ts';
import { Secret } from '../../core/model/secret.ts';
import type { Watch } from '../../core/model/tags.ts';
import { documentIn, fieldAt, fieldsIn, type TokenRef, tokenId } from '../../core/model/token.ts';
import type { SecretReading } from '../ports.ts';
import { managedAs } from './kind.ts';

export type Unreadable = Extract<Observation, { seen: 'unreadable' }>;

/** One token of a secret, before anything is read: known from the tags alone. */
export type Place = { readonly ref: TokenRef; readonly provider: string };

/** One token read: its value and the other fields of the same secret, or why not. */
export type Content =
  | { readonly value: Secret; readonly siblings: Readonly<Record<string, Secret>> }
  | { readonly unreadable: Unreadable };

/**
 * Where the tokens of a secret are, as its tags say. A secret without a field tag is one token, with the id of the secret: which field holds
 * it is told by its managed type, or found when it is read (inspect.ts).
 */
export const placesOf = (source: string, name: string, watch: Watch): readonly Place[] => {
  if (watch.fields.length === 0) {
    const { provider, field } = managedAs(watch);
    return [{ ref: { id: tokenId(source), name, ...(field !== undefined && { field }), source }, provider }];
  }
  return watch.fields.map(({ field, provider }) => ({
    ref: { id: tokenId(source, field), name, field, source },
    provider: provider ?? watch.provider,
  }));
};

/** The token at a place in a secret's value. Errors name the field, never the value. Without a field it is the whole, JSON or not. */
export const contentAt = (place: Place, secret: Secret): Content => {
  const { field, source } = place.ref;
  if (field === undefined) return { value: secret, siblings: {} };
  const says = saysAt(source);
  const text = secret.expose();
  const json = documentIn(text);
  if (json === undefined) return notJson(text, field, says);
  const found = fieldAt(json, field);
  if (found === undefined)
    return unreadable(
      `the ${says.holder} has no text field ${field}`,
      `its fields: ${namesOf(fieldsIn(json)).join(', ')}`,
    );
  return { value: new Secret(found.text), siblings: secretly(found.beside) };
};

export const secretly = (texts: Readonly<Record<string, string>>): Readonly<Record<string, Secret>> =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, new Secret(text)]));

/** JSON.parse and the JSON readers of Python and Go take no byte order mark: what reads the secret fails as we do. */
const notJson = (text: string, field: string, { holder, setting }: Says): Content =>
  text.startsWith('\uFEFF') && documentIn(text.slice(1)) !== undefined
    ? unreadable(
        `a byte order mark (U+FEFF) stands before the JSON of the ${holder}: JSON readers refuse it`,
        'store the JSON again without it: save the file as UTF-8 without BOM',
      )
    : unreadable(
        `the ${holder} is not a JSON object`,
        `store JSON with the field ${field}, or drop ${setting('field')}`,
      );

/** What a path is called, unless a part of it may be a value that was stored as a name: those are long and hold digits. */
export const namesOf = (paths: readonly string[]): readonly string[] =>
  paths.slice(0, 10).map((path) => (path.split('.').every(isName) ? path : '(a long name)'));

const isName = (name: string): boolean => name.length < 16 || (name.length <= 40 && !/\d/.test(name));

const unreadable = (detail: string, remedy: string): { readonly unreadable: Unreadable } => ({
  unreadable: { seen: 'unreadable', cause: 'unreadable-secret', detail, remedy: [remedy] },
});

type Failed = Extract<SecretReading, { read: false }>;

const WORDS: Readonly<Record<Exclude<Failed['why'], 'throttled'>, readonly [detail: string, remedy: string]>> = {
  denied: [
    'the monitor may not read this secret',
    'allow it GetSecretValue: check the resource policy of the secret, and that the tag token-health:provider is on it',
  ],
  undecryptable: [
    'its KMS key refuses to decrypt',
    'allow kms:Decrypt on the key of this secret to the probe, or enable the key again',
  ],
  gone: [
    'the secret no longer exists',
    'if that was meant, there is nothing to do: it leaves the list with the next sweep',
  ],
  refused: [
    'Secrets Manager refuses to give this secret',
    'run aws secretsmanager get-secret-value with the rights of the probe: its message says why. If another service manages the secret, take the tag away',
  ],
  binary: ['the secret is binary, not text', 'store the token as text: put-secret-value --secret-string'],
  'binary-text': [
    'the secret holds its text as binary (SecretBinary), which readers of SecretString do not see',
    'store it as text: aws secretsmanager put-secret-value --secret-string file://FILE in place of --secret-binary',
  ],
  empty: [
    'the secret has a version without any value',
    'store the token: aws secretsmanager put-secret-value --secret-string',
  ],
};

/** A secret that could not be read is a finding about the configuration; it says nothing about the token. */
export const unreadableBecause = (reading: Failed, name: string): Observation => {
  if (reading.why === 'throttled') {
    return { seen: 'unanswered', why: 'network', detail: 'Secrets Manager is busy' };
  }
  const [detail, remedy] = WORDS[reading.why];
  return {
    seen: 'unreadable',
    cause: 'unreadable-secret',
    detail: `${detail}: ${name} (${reading.detail})`,
    remedy: [remedy],
  };
};
