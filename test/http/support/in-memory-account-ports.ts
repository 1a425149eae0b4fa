import { randomBytes } from 'node:crypto';
import { DomainError } from '../../../src/errors.ts';
import type { AccountId } from '../../../src/events/ids.ts';
import type { Credentials } from '../../../src/ports/credentials.ts';
import type { Keys } from '../../../src/ports/keys.ts';
import type { PasswordResets } from '../../../src/ports/password-resets.ts';

/** Creates a key store for tests whose data keys encrypt nothing. A destroyed data key cannot be created again. */
export function createInMemoryKeys(): Keys {
  const destroyed = new Set<string>();
  return {
    async create(account) {
      if (destroyed.has(account)) throw new DomainError('account-not-found', 'This account was erased.');
    },
    destroy: async (account) => void destroyed.add(account),
  };
}

/** Creates a password store for tests. It keeps plain text, because hashing would be the slowest step of each test. */
export function createInMemoryCredentials(): Credentials {
  const passwords = new Map<AccountId, Map<string, string>>();
  const of = (account: AccountId) => passwords.get(account) ?? new Map<string, string>();
  return {
    async keep(account, id, password) {
      if (!of(account).has(id)) passwords.set(account, new Map(of(account)).set(id, password));
    },
    discard: async (account, id) => void of(account).delete(id),
    async retire(account, _current, retired) {
      for (const id of retired) of(account).delete(id);
    },
    verify: async (credential, text) => credential !== null && of(credential.account).get(credential.id) === text,
    forget: async (account) => void passwords.delete(account),
  };
}

/** Creates a store of password reset tokens for tests. Its tokens never expire. */
export function createInMemoryResets(): PasswordResets {
  const tokens = new Map<string, AccountId>();
  const taken = new Map<string, AccountId>();
  const forget = (account: AccountId) => {
    for (const [token, holder] of tokens) if (holder === account) tokens.delete(token);
  };
  return {
    async offer(account) {
      const token = randomBytes(32).toString('base64url');
      forget(account);
      tokens.set(token, account);
      return token;
    },
    async take(token) {
      const account = tokens.get(token);
      if (!account) return null;
      tokens.delete(token);
      taken.set(token, account);
      return account;
    },
    async giveBack(token) {
      const account = taken.get(token);
      if (account) tokens.set(token, account);
    },
    forget: async (account) => forget(account),
  };
}
