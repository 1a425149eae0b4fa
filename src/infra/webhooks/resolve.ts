import { Resolver } from 'node:dns/promises';
import { isLocalhost } from './refuse-url.ts';

/** Returns the addresses of a host name; none when the name does not exist or no name server answers. */
export type Resolve = (host: string) => Promise<readonly string[]>;

// Not `dns.lookup`: it blocks one of the few threads that Node shares for files and passwords, as long as a hostile name
// server lets it.
const resolver = new Resolver({ timeout: 2_000, tries: 2 });

export const resolveHost: Resolve = async (host) => {
  if (isLocalhost(host)) return ['127.0.0.1', '::1'];
  const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
};
