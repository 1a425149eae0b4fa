import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Networks in which `WEBHOOK_ALLOWED_NETWORKS` allows receivers. */
export type Networks = readonly (readonly [Address, number])[];

/** Whether a text is a network, such as `10.0.0.0/8`. */
export const isNetwork = (text: string): boolean => /^[0-9a-fA-F.:]+\/\d+$/.test(text) && ipaddr.isValidCIDR(text);

export const networksOf = (texts: readonly string[]): Networks => texts.map((text) => ipaddr.parseCIDR(text));

/** Parses an address. An IPv4 address that is written as IPv6 counts as IPv4. Null for any other text. */
function parse(address: string): Address | null {
  return isIP(address) === 0 ? null : ipaddr.process(address.replace(/%.*$/, ''));
}

const isWithin = (address: Address, networks: Networks): boolean =>
  networks.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));

export function isInNetworks(address: string, networks: Networks): boolean {
  const parsed = parse(address);
  return parsed !== null && isWithin(parsed, networks);
}

/** Addresses that reach more than they seem to: documentation, and the metadata service of a cloud at a public address. */
const refused = networksOf(['3fff::/20', '168.63.129.16/32', '192.88.99.0/24']);
/** The only IPv6 addresses that are routed publicly. */
const global = networksOf(['2000::/3']);

/** Whether an address belongs to one machine in the public internet. */
export function isPublic(address: string): boolean {
  const parsed = parse(address);
  if (parsed === null || parsed.range() !== 'unicast' || isWithin(parsed, refused)) return false;
  return parsed.kind() === 'ipv4' || isWithin(parsed, global);
}

/**
 * Whether requests may be sent to an address. Plain HTTP is only for allowed networks, because others could read and
 * change the requests on their way.
 */
export const isAllowed = (address: string, protocol: string, networks: Networks): boolean =>
  isInNetworks(address, networks) || (protocol === 'https:' && isPublic(address));
