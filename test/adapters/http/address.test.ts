import { describe, expect, test } from 'vitest';
import { isPublicAddress } from '../../../adapters/http/address.ts';

const PUBLIC = [
  '1.1.1.1',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '128.0.0.1',
  '140.82.121.5',
  '162.159.128.233',
  '169.253.255.255',
  '172.15.255.255',
  '172.32.0.0',
  '192.0.1.1',
  '192.169.0.0',
  '198.17.255.255',
  '198.20.0.0',
  '223.255.255.255',
  '2606:4700::6810:84e5',
  '2a00:1450:4001:82a::200e',
  '2001:200::1',
  '2001:4860:4860::8888',
  '::ffff:1.1.1.1',
  '64:ff9b::1.1.1.1',
  '64:ff9b::101:101',
];

const SPECIAL: Readonly<Record<string, readonly string[]>> = {
  'this host': ['0.0.0.0', '0.255.255.255', '::'],
  private: ['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1', '192.168.255.255'],
  'carrier NAT': ['100.64.0.0', '100.127.255.255'],
  loopback: ['127.0.0.1', '127.255.255.254', '::1'],
  'instance metadata and the Lambda runtime': ['169.254.169.254', '169.254.170.2', '169.254.100.1', 'fd00:ec2::254'],
  'IETF protocols': ['192.0.0.1', '192.0.0.170', '2001::', '2001:1ff::1'],
  documentation: ['192.0.2.1', '198.51.100.7', '203.0.113.9', '2001:db8::1', '3fff::1', '3fff:fff::1'],
  benchmarking: ['198.18.0.1', '198.19.255.255', '2001:2::1'],
  'multicast, reserved and broadcast': ['224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255', 'ff02::1'],
  'mapped IPv4': ['::ffff:127.0.0.1', '::ffff:7f00:1', '0:0:0:0:0:ffff:a00:1', '::FFFF:169.254.169.254'],
  NAT64: ['64:ff9b::7f00:1', '64:ff9b::127.0.0.1', '64:ff9b::a9fe:a9fe', '64:ff9b:1::a00:1', '64:ff9b::'],
  '6to4 and Teredo': ['2002:7f00:1::', '2002:101:101::', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
  'IPv4-compatible': ['::127.0.0.1', '::7f00:1', '::1.1.1.1'],
  'unique local, link-local, site-local': ['fc00::1', 'fdff::1', 'fe80::1', 'fe80::1%eth0', 'fec0::1'],
  discard: ['100::1', '5f00::1'],
  'no address': ['', 'localhost', '127.1', '0x7f.1', '2130706433', '017700000001', '1.1.1', '1.1.1.1 ', '[::1]', '::g'],
};

describe('an address that a token may be sent to', () => {
  test.each(PUBLIC)('%s', (ip) => {
    expect(isPublicAddress(ip)).toBe(true);
  });
});

describe('an address that no token is sent to', () => {
  for (const [what, addresses] of Object.entries(SPECIAL)) {
    test.each(addresses)(`${what}: %s`, (ip) => {
      expect(isPublicAddress(ip)).toBe(false);
    });
  }
});
