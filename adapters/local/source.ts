import type { Instant } from '../../core/base/time.ts';
import { Secret } from '../../core/model/secret.ts';

/** One value found, with what its owner says about it. */
export type LocalToken = {
  /** What sets it apart from a token of the same name elsewhere: the part of its id before the field. */
  readonly source: string;
  readonly name: string;
  /** For people: `.env line 3`. */
  readonly where: string;
  readonly value: Secret;
  /** By full name: `token-health:provider`. */
  readonly tags: Readonly<Record<string, string>>;
  readonly versionId: string;
  readonly createdAt?: Instant;
  /** When its file was last changed: nobody tells when a value in it was made. */
  readonly changedAt?: Instant;
  /** What its reader noticed, as sentences without any part of the value. */
  readonly notes?: readonly string[];
};

/** Why a source, or a part of it, could not be read. Our own words: names and places, never a value. */
export type Trouble = { readonly what: string; readonly why?: string; readonly remedy: string };

export type Sourced = { readonly tokens: readonly LocalToken[]; readonly troubles: readonly Trouble[] };

/** Names a version of a value: see fingerprint.ts. */
export type Version = (source: string, value: Secret) => string;

type Found = Omit<LocalToken, 'source' | 'value' | 'versionId'> & { readonly scope: string; readonly value: string };

export const localToken = (
  { scope, name, where, value, tags, changedAt, notes = [] }: Found,
  version: Version,
): LocalToken => {
  const source = `${scope}:${name}`;
  const secret = new Secret(value);
  return {
    source,
    name,
    where,
    value: secret,
    tags,
    versionId: version(source, secret),
    ...(changedAt !== undefined && { changedAt }),
    ...(notes.length > 0 && { notes }),
  };
};

export const troubled = (...troubles: readonly Trouble[]): Sourced => ({ tokens: [], troubles });
