import { randomUUID } from 'node:crypto';
import { type Client, clientOf, signIn } from '../../http/support/client.ts';
import type { Ended } from '../../support/command.ts';
import type { System } from '../../support/system.ts';

/** Actions on accounts of a running system that several tests do. */
export function useAccounts(system: () => System) {
  const at = () => ({ origin: system().url });
  return {
    users: (...args: readonly string[]): Promise<Ended> => system().cli('users', ...args),
    anonymous: (): Client => clientOf(at()),
    signInAs: (email: string, password: string): Promise<Client> => signIn(at(), email, password),
    /** The HTTP status that an attempt to sign in results in. */
    async signInStatus(email: string, password: string): Promise<number> {
      const raw = new URLSearchParams({ username: email, password });
      return (await clientOf(at()).ask('/access/signin', { method: 'POST', raw })).status;
    },
    /** Signs up a new account and signs it in. */
    async newAccount(name: string): Promise<Readonly<{ email: string; client: Client }>> {
      const email = `${name}-${randomUUID().slice(0, 8)}@example.com`;
      return { email, client: await system().client(email) };
    },
  };
}

/** The HTTP status of a request that only a signed-in client may send. */
export const meStatus = async (client: Client): Promise<number> => (await client.get('/access/me')).status;
