import { DAY, type Instant, parseInstant } from '../base/time.ts';
import { descending, LADDER_DAYS } from './ladder.ts';
import { isFieldName, MAX_FIELD_BYTES } from './token.ts';

export const TAG_PREFIX = 'token-health:';

/** The marker: a secret with this tag, and only such a secret, is watched. */
export const MARKER_TAG = `${TAG_PREFIX}provider`;

/** No tag of anybody: the list puts the managed type of a secret (`Type` of Secrets Manager) among the tags that it passes on. */
export const TYPE_TAG = `${TAG_PREFIX}managed-type`;

export const MAX_SNOOZE = 30 * DAY;

/** What the owner asked for by tags (design.md section 5), parsed. */
export type Watch = {
  /** `discord`, `discord.bot` or `auto`. */
  readonly provider: string;
  /** JSON fields that hold tokens, each with its provider where it was said. */
  readonly fields: readonly { readonly field: string; readonly provider?: string }[];
  readonly expiresAt?: Instant;
  readonly maxAgeDays?: number;
  readonly requiredScopes: readonly string[];
  readonly owner?: string;
  readonly environment?: string;
  readonly runbook?: string;
  /** Days, descending. */
  readonly ladder?: readonly number[];
  readonly url?: string;
  /** A part of the issuer, such as a namespace of Vault: `team-a/prod`. */
  readonly namespace?: string;
  /** What the values of a self-hosted issuer begin with, where its owner chose that: `acme-`. */
  readonly tokenPrefix?: string;
  /** Of a secret that Secrets Manager rotates for a partner: `GitLabAccessToken`. */
  readonly managedType?: string;
  readonly snoozeUntil?: Instant;
  readonly enabled: boolean;
};

/** GitLab lets its owner choose up to 20 characters; with none the values begin at once. */
export const TOKEN_PREFIX = /^[A-Za-z0-9_.=-]{0,40}$/;

export type TagProblem = { readonly tag: string; readonly says: string; readonly remedy: string };

export type ParsedTags = { readonly watch: Watch; readonly problems: readonly TagProblem[] };

type Put = (watch: Partial<Mutable<Watch>>) => void;
type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type TagReader = (value: string, put: Put) => string | undefined;

const words = (value: string): string[] => value.split(/\s+/).filter((word) => word !== '');

const READERS: Readonly<Record<string, TagReader>> = {
  provider: (value, put) => {
    const id = value.trim();
    if (!/^[a-z0-9-]+(?:\.[a-z0-9-]+)?$/.test(id)) return 'write an issuer (discord), a kind (discord.bot) or auto';
    put({ provider: id });
    return undefined;
  },
  field: (value, put) => {
    const all = words(value).map((word) => /^([^=]+)(?:=([a-z0-9.-]+))?$/.exec(word));
    const fields = all.flatMap((m) =>
      m?.[1] && isFieldName(m[1]) ? [{ field: m[1], ...(m[2] && { provider: m[2] }) }] : [],
    );
    const once = fields.filter(({ field }, n) => fields.findIndex((other) => other.field === field) === n);
    // One wrong word hides no other.
    put({ fields: once });
    if (all.length === 0 || all.includes(null))
      return 'write FIELD, a path such as data.token, or FIELD=provider, separated by spaces';
    if (fields.length < all.length)
      return `write a shorter field: its name may take ${MAX_FIELD_BYTES} bytes when it is percent-encoded`;
    return once.length < fields.length ? 'write each field once' : undefined;
  },
  'expires-at': (value, put) => {
    const at = parseInstant(value.trim());
    if (at === undefined) return 'write a date such as 2027-01-31';
    put({ expiresAt: at });
    return undefined;
  },
  'max-age-days': (value, put) => {
    const days = wholeDays(value);
    if (days === undefined) return 'write a whole number of days from 1 to 3650, such as 90';
    put({ maxAgeDays: days });
    return undefined;
  },
  'required-scopes': (value, put) => {
    put({ requiredScopes: words(value) });
    return undefined;
  },
  owner: (value, put) => {
    put({ owner: value.trim() });
    return undefined;
  },
  environment: (value, put) => {
    put({ environment: value.trim() });
    return undefined;
  },
  runbook: (value, put) => {
    if (!/^https:\/\/[^\s<>"|]+$/.test(value.trim())) return 'write an https address';
    put({ runbook: value.trim() });
    return undefined;
  },
  ladder: (value, put) => {
    const days = words(value).map(wholeDays);
    if (days.length === 0 || days.length > LADDER_DAYS.steps || days.includes(undefined))
      return 'write up to 10 numbers of days, such as 60 30 7';
    put({ ladder: descending(days.filter((day) => day !== undefined)) });
    return undefined;
  },
  url: (value, put) => {
    if (!/^https?:\/\/[^\s?#@]+$/.test(value.trim())) return 'write the base URL, such as https://git.example.org';
    put({ url: value.trim().replace(/\/+$/, '') });
    return undefined;
  },
  namespace: (value, put) => {
    // It becomes a header of the request.
    if (!/^[A-Za-z0-9_][A-Za-z0-9_./-]{0,199}$/.test(value.trim()))
      return 'write the path of a namespace, such as team-a/prod';
    put({ namespace: value.trim() });
    return undefined;
  },
  'token-prefix': (value, put) => {
    if (!TOKEN_PREFIX.test(value.trim())) return 'write what the tokens of your own issuer begin with, such as acme-';
    put({ tokenPrefix: value.trim() });
    return undefined;
  },
  'snooze-until': (value, put) => {
    const at = parseInstant(value.trim());
    if (at === undefined) return 'write a date such as 2026-12-24';
    put({ snoozeUntil: at });
    return undefined;
  },
  enabled: (value, put) => {
    if (value !== 'true' && value !== 'false') return 'write true or false';
    put({ enabled: value === 'true' });
    return undefined;
  },
};

const wholeDays = (text: string): number | undefined => {
  const days = /^\s*\d{1,4}\s*$/.test(text) ? Number(text) : 0;
  return days >= LADDER_DAYS.least && days <= LADDER_DAYS.most ? days : undefined;
};

/**
 * Reads the tags of one secret. A wrong tag is a problem with its remedy and leaves that setting at its default: the
 * token is watched all the same. Unknown `token-health:` tags are problems too, since they are mostly typing errors.
 */
export const parseTags = (tags: Readonly<Record<string, string>>): ParsedTags => {
  const watch: Partial<Mutable<Watch>> = {};
  const problems: TagProblem[] = [];
  for (const [tag, value] of Object.entries(tags)) {
    if (!tag.startsWith(TAG_PREFIX)) continue;
    if (tag === TYPE_TAG) {
      if (/^[A-Za-z0-9]{1,64}$/.test(value)) watch.managedType = value;
      continue;
    }
    const name = tag.slice(TAG_PREFIX.length);
    const reader = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
    const remedy = reader
      ? reader(value, (part) => Object.assign(watch, part))
      : `use one of: ${Object.keys(READERS).join(', ')}`;
    if (remedy !== undefined) problems.push({ tag, says: reader ? 'its value cannot be read' : 'no such tag', remedy });
  }
  return { watch: { provider: 'auto', fields: [], requiredScopes: [], enabled: true, ...watch }, problems };
};
