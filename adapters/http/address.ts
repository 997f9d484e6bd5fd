import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Not globally reachable: IANA IPv4 special-purpose registry, multicast and the reserved 240/4. */
const SPECIAL_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Inside 2000::/3, the only global unicast space: IETF protocols with Teredo, documentation (two), 6to4. */
const SPECIAL_V6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const listOf = (ranges: readonly (readonly [string, number])[], family: 'ipv4' | 'ipv6'): BlockList => {
  const list = new BlockList();
  for (const [network, prefix] of ranges) list.addSubnet(network, prefix, family);
  return list;
};

const specialV4 = listOf(SPECIAL_V4, 'ipv4');
const specialV6 = listOf(SPECIAL_V6, 'ipv6');
const globalV6 = listOf([['2000::', 3]], 'ipv6');
const nat64 = listOf([['64:ff9b::', 96]], 'ipv6');
const mapped = listOf([['::ffff:0:0', 96]], 'ipv6');

/**
 * True for a global unicast address. An IPv4 address inside an IPv6 one (mapped, NAT64) is judged by itself; 6to4,
 * Teredo and everything outside 2000::/3 is refused. Anything that is not written as an address is false.
 */
export const isPublicAddress = (ip: string): boolean => {
  if (isIPv4(ip)) return !specialV4.check(ip, 'ipv4');
  if (!isIPv6(ip) || ip.includes('%')) return false;
  if (mapped.check(ip, 'ipv6') || nat64.check(ip, 'ipv6')) return !specialV4.check(embeddedV4(ip), 'ipv4');
  return globalV6.check(ip, 'ipv6') && !specialV6.check(ip, 'ipv6');
};

/** The last 32 bits. The URL parser writes every spelling as hexadecimal groups. */
const embeddedV4 = (ip: string): string => {
  const groups = new URL(`http://[${ip}]`).hostname.slice(1, -1).split(':');
  const [high = 0, low = 0] = groups.slice(-2).map((group) => Number.parseInt(group || '0', 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
};
