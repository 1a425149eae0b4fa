import { isIP } from 'node:net';
import type { Request } from 'express';
import type { HttpConfig } from '../dependencies.ts';
import { HttpError } from '../problem.ts';
import type { Step } from './steps.ts';

const maxHostLength = 300;

/**
 * The `Host` of a request as a URL, which drops the default port of the scheme; null when it is missing or malformed.
 */
export function hostOf(req: Request, protocol = 'http:'): URL | null {
  const host = req.get('host') ?? '';
  return host.length <= maxHostLength ? URL.parse(`${protocol}//${host}`) : null;
}

/**
 * Refuses requests to a host name that is not the service's. A page of an attacker whose name resolves to a user's
 * machine (DNS rebinding) can therefore not read a local installation. Addresses and loopback names always pass: no
 * attacker decides where they lead.
 */
export function checkHost({ allowedHosts }: Pick<HttpConfig, 'allowedHosts'>): Step {
  if (allowedHosts === null) return () => {};
  const allowed: ReadonlySet<string> = new Set(['localhost', ...allowedHosts]);
  // Almost all requests have the same host, which is then not parsed again.
  let lastAllowed: string | undefined;
  return (req) => {
    const { host } = req.headers;
    if (host === undefined || host === lastAllowed) return;
    const name = hostOf(req)?.hostname.replace(/\.$/, '') ?? '';
    if (allowed.has(name) || name.endsWith('.localhost') || isAddress(name)) {
      lastAllowed = host;
      return;
    }
    throw new HttpError(
      'host-not-allowed',
      `The service has no host ${JSON.stringify(name)}. ALLOWED_HOSTS lists its hosts.`,
    );
  };
}

const isAddress = (name: string): boolean => isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0;
