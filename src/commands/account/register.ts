import { type AccountDocument, defaultRole, firstCredentialOf } from '../../documents/account.ts';
import { DomainError } from '../../errors.ts';
import type { AccountEvent } from '../../events/account.ts';
import type { CommandMark, RecordedEvent } from '../../events/event.ts';
import type { AccountId } from '../../events/ids.ts';
import type { Claims } from '../../ports/claims.ts';
import type { Credentials } from '../../ports/credentials.ts';
import type { EventStore } from '../../ports/event-store.ts';
import type { Keys } from '../../ports/keys.ts';
import type { Context, Execute, Outcome } from '../execute.ts';
import { type AccountDecider, emailClaim } from './decider.ts';
import type { RegisterAccount } from './register-account.ts';
import { type Account, absentAccount, foldAccount, present, type Standing } from './state.ts';

/** `email` is trimmed and lowered here; what is absent is as at sign-up. */
export type Registration = Readonly<
  Pick<RegisterAccount['data'], 'accountId' | 'email' | 'name'> &
    Partial<RegisterAccount['data']> & { password: string; as: Standing }
>;

export type Registered = Readonly<{ account: AccountDocument; outcome: Outcome<Account> | null }>;

/** After these nothing was registered. */
const refusals: ReadonlySet<string> = new Set(['email-taken', 'revision-mismatch']);

type Ports = Readonly<{
  execute: Execute;
  account: AccountDecider;
  keys: Keys;
  credentials: Credentials;
  claims: Claims;
  store: EventStore;
}>;

/**
 * Registers an account with its key and password. Both are made before the event, for an account without them could not be used and
 * its address not be taken again; the password is forgotten where the event is refused. Refuses with `email-taken`, unless the address
 * was taken by this very request, sent before.
 */
export const registerWith =
  (ports: Ports) =>
  async (request: Registration, context: Omit<Context, 'owner'>): Promise<Registered> => {
    const { execute, account, keys, credentials } = ports;
    const { accountId, name, password, as, isActive = true, isSuperuser = false, role = defaultRole } = request;
    const email = request.email.trim().toLowerCase();
    const { mark } = context;
    await keys.create(accountId);
    await credentials.keep(accountId, firstCredentialOf(accountId), password);
    try {
      const data = { accountId, email, name, isActive, isSuperuser, role };
      const command = { type: 'RegisterAccount', as, data } as const;
      const outcome = await execute(account, accountId, [command], { ...context, owner: accountId });
      return { account: present(outcome.document).account, outcome };
    } catch (error) {
      if (!(error instanceof DomainError && refusals.has(error.code))) throw error;
      await credentials.discard(accountId, firstCredentialOf(accountId));
      const earlier = error.code === 'email-taken' && mark && (await registeredBy(ports, email, mark));
      if (earlier) return { account: earlier, outcome: null };
      throw error;
    }
  };

/** The account that a request with the same idempotency key registered, as it was then. */
async function registeredBy(
  { claims, store }: Ports,
  email: string,
  mark: CommandMark,
): Promise<AccountDocument | null> {
  const holder = await claims.holder(emailClaim(email));
  const events = (holder ? await store.read(holder) : []) as readonly RecordedEvent<AccountEvent>[];
  const at = events.findIndex(({ metadata }) => metadata.command?.digest === mark.digest);
  if (at < 0) return null;
  if (events[at]?.metadata.command?.fingerprint !== mark.fingerprint) {
    throw new DomainError('idempotency-key-reused', 'This idempotency key was used for another request.');
  }
  const then = events.slice(0, at + 1).reduce<Account>(foldAccount, absentAccount);
  return then.kind === 'present' ? then.account : null;
}

/** What surrounds the registration of one's own account. */
export const asOneself = (accountId: AccountId, via: 'http' | 'cli'): Pick<Context, 'actor' | 'by'> => ({
  actor: { id: accountId, role: defaultRole, via },
  by: accountId,
});
