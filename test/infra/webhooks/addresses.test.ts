import { expect } from 'chai';
import { isAllowed, isNetwork, isPublic, networksOf } from '../../../src/infra/webhooks/addresses.ts';

/** For each kind of address that no webhook may reach: examples, with the first and the last one. */
const refused: Readonly<Record<string, readonly string[]>> = {
  'this network': ['0.0.0.0', '0.255.255.255', '::'],
  'private networks': ['10.0.0.0', '10.255.255.255', '172.16.0.0', '172.31.255.255', '192.168.0.0', '192.168.255.255'],
  'shared addresses of carriers': ['100.64.0.0', '100.127.255.255', '100.100.100.200'],
  loopback: ['127.0.0.0', '127.0.0.1', '127.255.255.255', '::1'],
  'link-local addresses': ['169.254.0.0', '169.254.169.254', '169.254.255.255', 'fe80::', 'fe80::1%eth0', 'febf::1'],
  'protocol assignments': ['192.0.0.0', '192.0.0.192', '192.0.0.255'],
  documentation: [
    '192.0.2.0',
    '192.0.2.255',
    '198.51.100.1',
    '203.0.113.1',
    '2001:db8::',
    '2001:db8:ffff::1',
    '3fff::1',
  ],
  benchmarks: ['198.18.0.0', '198.19.255.255', '2001:2::1'],
  multicast: ['224.0.0.0', '239.255.255.255', 'ff00::', 'ff02::1'],
  'reserved addresses': ['240.0.0.0', '255.255.255.254', '255.255.255.255'],
  'relays of 6to4': ['192.88.99.0', '192.88.99.255'],
  'unique local addresses': ['fc00::', 'fd00:ec2::254', 'fdff::1'],
  'site-local addresses': ['fec0::', 'feff::1'],
  'IPv4 addresses in IPv6': ['::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:7f00:1', '::127.0.0.1', '::a00:1'],
  'translated IPv4 addresses': ['64:ff9b::7f00:1', '64:ff9b::8.8.8.8', '64:ff9b:1::1', '::ffff:0:127.0.0.1'],
  '6to4 and Teredo': ['2002::', '2002:7f00:1::', '2002:ffff::', '2001::1', '2001:0:ffff::1'],
  'further special addresses': ['100::1', '2001:10::1', '2001:20::1', '5f00::1', '4000::1'],
  'the metadata service of Azure': ['168.63.129.16'],
  'what is no address': ['', 'example.com', '127.1', '1', '8.8.8.8.8', '8.8.8.08'],
};

describe('the addresses of receivers', () => {
  for (const [kind, addresses] of Object.entries(refused)) {
    it(`exclude ${kind}`, () => {
      for (const address of addresses) expect(isPublic(address), address).to.equal(false);
    });
  }

  it('include the public ones', () => {
    for (const address of [
      '1.1.1.1',
      '8.8.8.8',
      '172.32.0.1',
      '100.128.0.1',
      '::ffff:8.8.8.8',
      '2606:4700::1111',
      '2a00::1',
    ]) {
      expect(isPublic(address), address).to.equal(true);
    }
  });

  it('include allowed networks, and plain HTTP only there', () => {
    const networks = networksOf(['10.0.0.0/8', 'fd00::/8']);
    const allowed = (address: string, protocol: string) => isAllowed(address, protocol, networks);
    for (const inside of ['10.1.2.3', '::ffff:10.1.2.3', 'fd12::1']) {
      expect([allowed(inside, 'http:'), allowed(inside, 'https:')], inside).to.deep.equal([true, true]);
    }
    expect([allowed('8.8.8.8', 'http:'), allowed('8.8.8.8', 'https:')]).to.deep.equal([false, true]);
    expect([allowed('192.168.0.1', 'https:'), allowed('127.0.0.1', 'http:')]).to.deep.equal([false, false]);
  });

  it('are allowed by networks, not by other texts', () => {
    expect(['10.0.0.0/8', 'fd00::/8', '127.0.0.1/32'].filter(isNetwork)).to.have.length(3);
    expect(['10.0.0.0', '10.0.0.0/33', 'x/8', '', '10.0.0.0/-1', 'fd00::/129'].filter(isNetwork)).to.deep.equal([]);
  });
});
