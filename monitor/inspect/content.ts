import { isObject, parseJson } from '../../core/base/json.ts';
import { type Says, saysAt } from '../../core/diagnose/says.ts';
import type { Observation } from '../../core/model/observation.ts';
import { Secret } from '../../core/model/secret.ts';
import type { Watch } from '../../core/model/tags.ts';
import { type TokenRef, tokenId } from '../../core/model/token.ts';
import type { SecretReading } from '../ports.ts';

export type Unreadable = Extract<Observation, { seen: 'unreadable' }>;

/** One token of a secret, before anything is read: known from the tags alone. */
export type Place = { readonly ref: TokenRef; readonly provider: string };

/** One token read: its value and the other fields of the same secret, or why not. */
export type Content =
  | { readonly value: Secret; readonly siblings: Readonly<Record<string, Secret>> }
  | { readonly unreadable: Unreadable };

/** Where the tokens of a secret are, as its tags say. A secret without a field tag is one token. */
export const placesOf = (source: string, name: string, watch: Watch): readonly Place[] =>
  watch.fields.length === 0
    ? [{ ref: { id: tokenId(source), name, source }, provider: watch.provider }]
    : watch.fields.map(({ field, provider }) => ({
        ref: { id: tokenId(source, field), name, field, source },
        provider: provider ?? watch.provider,
      }));

/** The token at a place in a secret's value. Errors name the field, never the value. */
export const contentAt = (place: Place, secret: Secret): Content => {
  const { field, source } = place.ref;
  const says = saysAt(source);
  const json =
    field !== undefined || secret.expose().trimStart().startsWith('{') ? parseJson(secret.expose()) : undefined;
  if (field === undefined) return isObject(json) ? sayWhichField(json, says) : { value: secret, siblings: {} };
  if (!isObject(json))
    return unreadable(
      `the ${says.holder} is not a JSON object`,
      `store JSON with the field ${field}, or drop ${says.setting('field')}`,
    );
  const value = Object.hasOwn(json, field) ? json[field] : undefined;
  if (typeof value !== 'string') {
    return unreadable(`the ${says.holder} has no text field ${field}`, `its fields: ${namesOf(json).join(', ')}`);
  }
  return { value: new Secret(value), siblings: siblingsOf(json, field) };
};

const sayWhichField = (json: object, { holder, noun, say }: Says): Content =>
  unreadable(
    `the ${holder} is a JSON object, and no ${noun} says which field holds the token`,
    say('field', namesOf(json).join(' or ')),
  );

/** What a field is called, unless it may be a value that was stored as a name: those are long and hold digits. */
const namesOf = (json: object): readonly string[] =>
  Object.keys(json)
    .slice(0, 10)
    .map((name) => (name.length < 16 || (name.length <= 40 && !/\d/.test(name)) ? name : '(a long name)'));

const siblingsOf = (json: Readonly<Record<string, unknown>>, field: string): Readonly<Record<string, Secret>> =>
  Object.fromEntries(
    Object.entries(json).flatMap(([name, value]) =>
      name !== field && typeof value === 'string' ? [[name, new Secret(value)]] : [],
    ),
  );

const unreadable = (detail: string, remedy: string): Content => ({
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
