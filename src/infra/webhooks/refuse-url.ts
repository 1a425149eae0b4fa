import { isIP } from 'node:net';
import type { RefuseUrl } from '../../ports/webhooks.ts';
import { isAllowed, type Networks } from './addresses.ts';

/** The lowest port that programs of ordinary users can open. Lower ones belong to services such as mail. */
const lowestPort = 1_024;
const defaultPorts: Readonly<Record<string, number>> = { 'https:': 443, 'http:': 80 };

/** The host of a URL as the resolver expects it: an IPv6 address without brackets. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1');

export const isLocalhost = (host: string): boolean => /(^|\.)localhost\.?$/.test(host);

/** Creates the rules for URLs of receivers. They do not resolve names: the request itself checks the addresses. */
export const createRefuseUrl =
  (networks: Networks): RefuseUrl =>
  (text) => {
    const url = URL.parse(text);
    if (!url || /[\s\\]/.test(text)) return 'Must be a URL.';
    const { protocol, username, password, port } = url;
    const host = hostOf(url);
    if (protocol !== 'https:' && protocol !== 'http:') return 'Must begin with https://.';
    if (username !== '' || password !== '') return 'Must not contain a user or a password.';
    if (text.includes('#')) return 'Must not contain a fragment.';
    if (protocol === 'http:' && networks.length === 0) return 'Must begin with https://.';
    const number = port === '' ? defaultPorts[protocol] : Number(port);
    if (number !== defaultPorts[protocol] && (number ?? 0) < lowestPort) {
      return `Must have the usual port or one from ${lowestPort} on.`;
    }
    const isRefused = isLocalhost(host)
      ? !isAllowed('127.0.0.1', protocol, networks) && !isAllowed('::1', protocol, networks)
      : isIP(host) !== 0 && !isAllowed(host, protocol, networks);
    return isRefused ? 'Must not lead to a private, local or reserved address.' : null;
  };
