import { lookup as systemLookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import type { AskRequest } from '../../core/model/answer.ts';
import { isPublicAddress } from './address.ts';
import { codedError, type Failed, failed } from './failure.ts';

export type Resolved = { readonly address: string; readonly family: number };

/** All addresses of a host name. */
export type Resolve = (host: string) => Promise<readonly Resolved[]>;

export const systemResolve: Resolve = (host) => systemLookup(host, { all: true });

/** The address with its placeholders still in it. */
export type Target = { readonly ok: true; readonly url: URL };

/**
 * Where the request may go, judged on the address as written, before any value is in it: hosts are code or
 * configuration, so an address that cannot be read is a fault of ours and is refused like a foreign one.
 */
export const judgeTarget = (request: AskRequest, allowed: ReadonlySet<string>): Target | Failed => {
  const url = URL.parse(request.url);
  if (url === null) return failed('blocked', 'the address of the issuer is not valid');
  return refuse(request.trust, url, allowed) ?? { ok: true, url };
};

const refuse = (trust: AskRequest['trust'], url: URL, allowed: ReadonlySet<string>): Failed | undefined => {
  if (url.username !== '' || url.password !== '')
    return failed('blocked', 'the address of the issuer holds a user name');
  switch (trust) {
    case 'allow-listed':
      return allowed.has(url.origin) ? undefined : failed('blocked', 'this host is not on the list of allowed hosts');
    case 'public':
      return refusePublic(url);
  }
};

const refusePublic = (url: URL): Failed | undefined => {
  if (url.protocol !== 'https:') return failed('blocked', 'only https is used for tokens');
  if (url.port !== '') return failed('blocked', 'only port 443 is used for tokens');
  if (isIP(bareHost(url)) !== 0 || !/^(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]+$/.test(url.hostname))
    return failed('blocked', 'the address of the issuer is no public host name');
  return undefined;
};

/** Without the brackets of an IPv6 literal. */
export const bareHost = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

/**
 * A resolver for node's sockets that refuses the name when any of its addresses is not public; the socket then connects
 * to the very addresses that were judged. It is not called for IP literals: `dial.ts` looks at the peer as well.
 */
export const guardedLookup =
  (resolve: Resolve, guarded: boolean): LookupFunction =>
  (host, options, done) => {
    resolve(host).then(
      (found) => {
        const [first] = found;
        if (first === undefined) return done(codedError('TH_NO_ADDRESS'), '');
        if (guarded && !found.every(({ address }) => isPublicAddress(address)))
          return done(codedError('TH_ADDRESS_NOT_PUBLIC'), '');
        return options.all === true ? done(null, [...found]) : done(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => done(error, ''),
    );
  };
