import { domainToASCII, domainToUnicode } from 'node:url';

const maxAddress = 254;
const maxLocal = 64;
// RFC 5321's dot-atom, with the letters of other scripts that RFC 6531 adds.
const local = /^[\w!#$%&'*+/=?^`{|}~\-\u{a1}-\u{10ffff}]+(\.[\w!#$%&'*+/=?^`{|}~\-\u{a1}-\u{10ffff}]+)*$/u;
const written = /^[a-z0-9.\-\u{a1}-\u{10ffff}]+$/iu;
const resolvable = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** RFC 6761 and its kin: no mail ever arrives there. */
const specialUse = /\.(arpa|invalid|local|localhost|onion|test)$/;

/** An e-mail address without outer blanks, in lower case throughout; null where the text is none. */
export function parseEmail(text: string): string | null {
  const address = text.trim().normalize('NFC').toLowerCase();
  const at = address.lastIndexOf('@');
  const name = address.slice(0, at);
  const domain = address.slice(at + 1);
  if (at < 1 || !local.test(name) || !written.test(domain) || Buffer.byteLength(name) > maxLocal) return null;
  // One spelling for each internationalised domain, or one address could be two accounts.
  const ascii = domainToASCII(domain);
  if (!resolvable.test(ascii) || specialUse.test(`.${ascii}`) || ascii.length > 253) return null;
  const normalised = `${name}@${domainToUnicode(ascii)}`;
  return Buffer.byteLength(normalised) > maxAddress || !normalised.isWellFormed() ? null : normalised;
}
