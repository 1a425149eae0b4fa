import { randomUUID } from 'node:crypto';
import { type Client, clientOf, signIn } from '../../http/support/client.ts';
import type { Ended } from '../../support/command.ts';
import type { System } from '../../support/system.ts';

/** What tests of accounts do on a running system. */
export function useAccounts(system: () => System) {
  const at = () => ({ origin: system().url });
  return {
    users: (...args: readonly string[]): Promise<Ended> => system().cli('users', ...args),
    anonymous: (): Client => clientOf(at()),
    signInAs: (email: string, password: string): Promise<Client> => signIn(at(), email, password),
    /** The status of an attempt to sign in. */
    async signInStatus(email: string, password: string): Promise<number> {
      const raw = new URLSearchParams({ username: email, password });
      return (await clientOf(at()).ask('/access/signin', { method: 'POST', raw })).status;
    },
    /** A new account, signed in. */
    async newAccount(name: string): Promise<Readonly<{ email: string; client: Client }>> {
      const email = `${name}-${randomUUID().slice(0, 8)}@example.com`;
      return { email, client: await system().client(email) };
    },
  };
}

/** The status of a request that needs a sign-in. */
export const meStatus = async (client: Client): Promise<number> => (await client.get('/access/me')).status;
