import { domainToASCII, domainToUnicode } from 'node:url';

const maxAddress = 254;
const maxLocal = 64;
// The part before the @: the dot-atom of RFC 5321, with the characters of other scripts that RFC 6531 adds.
const local = /^[\w!#$%&'*+/=?^`{|}~\-\u{a1}-\u{10ffff}]+(\.[\w!#$%&'*+/=?^`{|}~\-\u{a1}-\u{10ffff}]+)*$/u;
const written = /^[a-z0-9.\-\u{a1}-\u{10ffff}]+$/iu;
const resolvable = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** Special-use domains (RFC 6761 and others), which receive no mail. */
const specialUse = /\.(arpa|invalid|local|localhost|onion|test)$/;

/**
 * Parses an email address to its normal form: trimmed, in lower case, the domain in Unicode. Returns null if the text
 * is not an email address. The length is checked first: normalising many combining marks takes quadratic time.
 */
export function parseEmail(text: string): string | null {
  if (text.length > maxAddress || Buffer.byteLength(text) > maxAddress) return null;
  const address = text.trim().normalize('NFC').toLowerCase();
  const at = address.lastIndexOf('@');
  const name = address.slice(0, at);
  const domain = address.slice(at + 1);
  if (at < 1 || !local.test(name) || !written.test(domain) || Buffer.byteLength(name) > maxLocal) return null;
  // A domain is converted to ASCII and back, so that it has one spelling; with two, one address could belong to two
  // accounts.
  const ascii = domainToASCII(domain);
  if (!resolvable.test(ascii) || specialUse.test(`.${ascii}`) || ascii.length > 253) return null;
  const normalised = `${name}@${domainToUnicode(ascii)}`;
  return Buffer.byteLength(normalised) > maxAddress || !normalised.isWellFormed() ? null : normalised;
}
