import { Secret } from '../../core/secret.ts';
import { type TokenRef, tokenId } from '../../core/token.ts';

/** One value found on this machine, with what its owner says about it. */
export type LocalToken = {
  readonly ref: TokenRef;
  readonly value: Secret;
  /** By full name: `token-health:provider`. */
  readonly tags: Readonly<Record<string, string>>;
  readonly versionId: string;
  /** Line of the file, from 1. */
  readonly line?: number;
};

/** Why a source, or a part of it, could not be read. Our own words: names and places, never a value. */
export type Trouble = { readonly what: string; readonly why?: string; readonly remedy: string };

export type Sourced = { readonly tokens: readonly LocalToken[]; readonly troubles: readonly Trouble[] };

/** Names a version of a value: see fingerprint.ts. */
export type Version = (tokenId: string, value: Secret) => string;

type Found = {
  readonly name: string;
  /** What sets this name apart from the same name elsewhere. */
  readonly scope: string;
  /** For people: `.env line 3`. */
  readonly source: string;
  readonly value: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly line?: number;
};

export const localToken = ({ name, scope, source, value, tags, line }: Found, version: Version): LocalToken => {
  const secret = new Secret(value);
  const id = tokenId(`${scope}:${name}`);
  const token = { ref: { id, name, source }, value: secret, tags, versionId: version(id, secret) };
  return line === undefined ? token : { ...token, line };
};

export const troubled = (...troubles: readonly Trouble[]): Sourced => ({ tokens: [], troubles });
