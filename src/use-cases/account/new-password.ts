import { present } from '../../commands/account/state.ts';
import type { PresentAccount } from '../../documents/account.ts';
import { DomainError } from '../../errors.ts';
import type { CredentialId } from '../../events/ids.ts';
import type { Credentials } from '../../ports/credentials.ts';
import type { EventStore } from '../../ports/event-store.ts';
import { createFoldAccount } from './find-account.ts';

/**
 * A password to become the account's own, once an event names it. `id` is new, also where the request is one that came before: an id
 * that was used could not be forgotten with this request's refusal.
 */
export type NewPassword = Readonly<{ id: CredentialId; text: string }>;

/** The outcome is not known: the event may stand. */
const unsure: ReadonlySet<string> = new Set(['unavailable', 'concurrent-change']);

/** Whether nothing was appended, and nothing will be. */
export const isRefusal = (error: unknown): error is DomainError =>
  error instanceof DomainError && !unsure.has(error.code);

/** How a password may be tried; who is not signed in has so many tries only. */
export type Trial = (verify: () => Promise<boolean>) => Promise<boolean>;

/**
 * Lets a request through that came before, with the password that it brought then. A key's fingerprint tells nothing of passwords, so
 * they are compared as long as the one of then still counts.
 */
export const createMustRepeatPassword = ({
  store,
  credentials,
}: Readonly<{ store: EventStore; credentials: Credentials }>) => {
  const foldAccount = createFoldAccount(store);
  return async (then: PresentAccount, password: string, tried: Trial = (verify) => verify()): Promise<void> => {
    const { id } = then.account;
    const { credentialId } = present((await foldAccount(id)).fold);
    if (then.credentialId !== credentialId) return;
    if (await tried(() => credentials.verify({ account: id, id: credentialId }, password))) return;
    throw new DomainError('idempotency-key-reused', 'This idempotency key was used for another request.');
  };
};
