import type { PresentAccount } from '../../documents/account.ts';
import { present } from '../../documents/presence.ts';
import { DomainError } from '../../errors.ts';
import type { CredentialId } from '../../events/ids.ts';
import type { Credentials } from '../../ports/credentials.ts';
import type { EventStore } from '../../ports/event-store.ts';
import { createReadAccount } from './read-account.ts';

/**
 * A password that becomes valid when an event names its credential id. Every request uses a new id, even a repeated
 * request: discarding the credential of a rejected request must not delete the one that an earlier request stored.
 */
export type NewCredential = Readonly<{ id: CredentialId; password: string }>;

/** Error codes after which the outcome of a command is unknown: its events may have been appended. */
const uncertain: ReadonlySet<string> = new Set(['unavailable', 'concurrent-change']);

/** Whether a command has certainly failed: none of its events is in the log or will get there. */
export const isDefinitelyRejected = (error: unknown): error is DomainError =>
  error instanceof DomainError && !uncertain.has(error.code);

/** Runs `verify`, a check of a password, for example under a rate limit. Returns whether the password is right. */
export type RunPasswordCheck = (verify: () => Promise<boolean>) => Promise<boolean>;

type Ports = Readonly<{ store: EventStore; credentials: Credentials }>;

/**
 * Checks that a repeated request has the same password as the first one, else refuses with `idempotency-key-reused`. A
 * request's fingerprint contains no secrets, so the password is compared with the stored one. When another password is
 * valid by now, a signed-in sender passes. A sender who is not signed in, and so has a `runPasswordCheck`, must send the
 * valid password: otherwise the key alone would show the account.
 */
export const createVerifyRepeatedPassword = ({ store, credentials }: Ports) => {
  const readAccount = createReadAccount(store);
  return async (first: PresentAccount, password: string, runPasswordCheck?: RunPasswordCheck): Promise<void> => {
    const { id } = first.document;
    const { credentialId } = present((await readAccount(id)).fold, 'account');
    if (first.credentialId !== credentialId && !runPasswordCheck) return;
    const verify = () => credentials.verify({ account: id, id: credentialId }, password);
    if (await (runPasswordCheck ?? ((check) => check()))(verify)) return;
    throw new DomainError('idempotency-key-reused', 'This idempotency key was used for another request.');
  };
};
