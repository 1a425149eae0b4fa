import { randomUUID } from 'node:crypto';
import { type Client, clientOf, signIn } from '../../http/support/client.ts';
import type { Ended, System } from '../../support/system.ts';

/** What tests of accounts do on a system that runs. */
export function accountsOn(system: () => System) {
  const at = () => ({ origin: system().url });
  return {
    users: (...args: readonly string[]): Promise<Ended> => system().cli('users', ...args),
    anyone: (): Client => clientOf(at()),
    signInAs: (email: string, password: string): Promise<Client> => signIn(at(), email, password),
    /** The status of an attempt to sign in. */
    async knock(email: string, password: string): Promise<number> {
      const raw = new URLSearchParams({ username: email, password });
      return (await clientOf(at()).ask('/access/signin', { method: 'POST', raw })).status;
    },
    /** Somebody new, signed in. */
    async athlete(name: string): Promise<Readonly<{ email: string; client: Client }>> {
      const email = `${name}-${randomUUID().slice(0, 8)}@example.com`;
      return { email, client: await system().client(email) };
    },
  };
}
