import type { Says } from '../../core/diagnose/says.ts';
import type { AskRequest } from '../../core/model/answer.ts';
import type { Base, KindOf, OnlineProbe } from '../../providers/provider.ts';

export type Address =
  | {
      readonly url: string;
      /** Where the same request goes when no API is at `url`: the base URL was written bare. */
      readonly elsewhere?: string;
      readonly trust: AskRequest['trust'];
      /** The issuer's own fixed host, as its description says, over verified TLS. */
      readonly ownHost: boolean;
    }
  | { readonly problem: string; readonly remedy: string };

type Rules = {
  readonly origins: Readonly<Record<string, string>>;
  readonly allowedOrigins: readonly string[];
};

/** `https://git.example.org:8443` of a URL; undefined when it has none. */
export const originOf = (url: string): string | undefined => /^https?:\/\/[^/?#@\s]+/i.exec(url)?.[0].toLowerCase();

/**
 * Where a token is asked about. A tag selects among the origins that the deployment allows; it never adds one, or whoever may
 * tag a secret could have it sent anywhere.
 */
export const addressOf = (
  { provider }: KindOf,
  probe: OnlineProbe,
  tagged: string | undefined,
  rules: Rules,
  says: Says,
): Address => {
  const chosen = tagged ?? rules.origins[provider.id];
  const below = chosen === undefined ? undefined : apiBelow(chosen, provider.base);
  const base = below?.base ?? probe.defaultBase?.url;
  const path = probe.url.replace(/^https?:\/\/[^/]+/i, '');
  if (base === undefined && probe.host === 'configured') {
    return {
      problem: `${provider.name} has no address of its own`,
      remedy: says.sayUrl(provider.id),
    };
  }
  const url = base === undefined ? probe.url : `${base.replace(/\/+$/, '')}${path}`;
  const allowed = rules.allowedOrigins.includes(originOf(url) ?? '');
  const ofIssuer = isOf(provider, probe, originOf(url));
  if (chosen !== undefined && !allowed && !ofIssuer) {
    return {
      problem: `the address ${originOf(chosen) ?? `in its ${says.noun}`} is not on the allow-list`,
      remedy: `${says.allow}, or correct ${says.setting('url')}`,
    };
  }
  const trust = allowed ? 'allow-listed' : (chosen === undefined && probe.defaultBase?.trust) || 'public';
  const elsewhere = below?.elsewhere === undefined ? {} : { elsewhere: `${below.elsewhere}${path}` };
  return { url, ...elsewhere, trust, ownHost: (chosen === undefined || ofIssuer) && trust === 'public' };
};

/** The issuer's own addresses, such as those of its regions: a tag may choose among them. */
const isOf = ({ base }: KindOf['provider'], { defaultBase }: OnlineProbe, origin: string | undefined): boolean =>
  [...(base?.hosts ?? []), ...(defaultBase?.trust === 'public' ? [defaultBase.url] : [])].some(
    (url) => originOf(url) === origin,
  );

/**
 * The base of the API for a base URL as people write it: with the end of an API path, of a console, or bare. What is unknown stays. A bare
 * one may be the API itself (behind a proxy of one's own) or a server that has it below a path.
 */
const apiBelow = (chosen: string, base: Base | undefined): { readonly base: string; readonly elsewhere?: string } => {
  const bare = chosen.replace(/\/+$/, '');
  const end = base?.strip.find((known) => bare.toLowerCase().endsWith(known));
  const root = end === undefined ? bare : bare.slice(0, -end.length).replace(/\/+$/, '');
  const host = originOf(root)?.replace(/^https?:\/\//, '') ?? '';
  if (base?.path === undefined || base.rootHosts?.test(host)) return { base: root };
  const below = `${root}${base.path}`;
  return end === undefined ? { base: root, elsewhere: below } : { base: below };
};

/** Whether it is asked at an address that somebody chose, other than the issuer's public one: there its owner's own rules hold. */
export const isOwnAddress = (
  { provider }: KindOf,
  { defaultBase, url }: OnlineProbe,
  tagged: string | undefined,
  { origins }: Pick<Rules, 'origins'>,
): boolean => {
  const chosen = tagged ?? origins[provider.id];
  return chosen !== undefined && originOf(chosen) !== originOf(defaultBase?.url ?? url);
};

/** `GET discord.com/api/v10/users/@me`: placeholders stay unfilled, the query is left out. */
export const requestLine = (method: string, url: string): string => `${method} ${shown(url)}`;

/** `discord.com`. */
export const hostOf = (url: string): string => shown(url).split('/')[0] ?? '';

const shown = (url: string): string => url.replace(/^https?:\/\//i, '').replace(/[?#].*$/, '');
