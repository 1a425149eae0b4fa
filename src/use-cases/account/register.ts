import { type AccountDecider, emailClaim } from '../../commands/account/decider.ts';
import type { RegisterAccount } from '../../commands/account/register-account.ts';
import { type Account, type ActingAs, absentAccount, foldAccount, present } from '../../commands/account/state.ts';
import type { Context, Execute, Outcome } from '../../commands/execute.ts';
import { DomainError } from '../../errors.ts';
import type { AccountEvent } from '../../events/account.ts';
import { type CommandMark, idOf, type RecordedEvent } from '../../events/event.ts';
import type { AccountId } from '../../events/ids.ts';
import { defaultRole } from '../../events/values.ts';
import type { UniquenessClaims } from '../../ports/claims.ts';
import type { Credentials } from '../../ports/credentials.ts';
import type { EventStore } from '../../ports/event-store.ts';
import type { Keys } from '../../ports/keys.ts';
import { createMustRepeatPassword, isRefusal, type NewPassword, type Trial } from './new-password.ts';

type Data = RegisterAccount['data'];

/** `email` is trimmed and lowered here; what is absent is as at sign-up. */
export type Registration = Readonly<
  Pick<Data, 'accountId' | 'email' | 'name'> &
    Partial<Pick<Data, 'isActive' | 'isSuperuser' | 'role'>> & {
      password: NewPassword;
      as: ActingAs;
      /** How the password of a repeated request is tried. */
      tried?: Trial;
    }
>;

export type Register = (request: Registration, context: Omit<Context, 'owner'>) => Promise<Outcome<Account>>;

type Ports = Readonly<{
  execute: Execute;
  account: AccountDecider;
  keys: Keys;
  credentials: Credentials;
  claims: UniquenessClaims;
  store: EventStore;
}>;

/**
 * Registers an account with its key and password. Both are made before the event, for an account without them could not be used and
 * its address not be taken again; the password is forgotten where the event is refused. The key can't be, for another try at the same
 * account may have sealed its event with it: so it is made only once the address is taken. Refuses with `email-taken`, unless the
 * address was taken by this very request, sent before.
 */
export const createRegister = (ports: Ports): Register => {
  const { execute, account, keys, credentials } = ports;
  const mustRepeat = createMustRepeatPassword(ports);

  return async (request, context) => {
    const { accountId, password } = request;
    await credentials.keep(accountId, password.id, password.text);
    const outcome = await attempt(request, context);
    if (outcome.events > 0) return outcome;
    await credentials.discard(accountId, password.id);
    await mustRepeat(present(outcome.document), password.text, request.tried);
    return outcome;
  };

  async function attempt(request: Registration, context: Omit<Context, 'owner'>): Promise<Outcome<Account>> {
    const { accountId, name, password, as, isActive = true, isSuperuser = false, role = defaultRole } = request;
    const { mark } = context;
    const beforeAppend = () => keys.create(accountId);
    const email = request.email.trim().toLowerCase();
    const data = { accountId, email, name, isActive, isSuperuser, role, credentialId: password.id };
    const command = { type: 'RegisterAccount', as, data } as const;
    try {
      return await execute(account, accountId, [command], { ...context, owner: accountId, beforeAppend });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await credentials.discard(accountId, password.id);
      const earlier = error.code === 'email-taken' && mark && (await registeredBy(ports, email, mark));
      if (earlier) return earlier;
      throw error;
    }
  }
};

/** The outcome of a request with the same idempotency key that registered the account of this address. */
async function registeredBy(
  { claims, store }: Ports,
  email: string,
  mark: CommandMark,
): Promise<Outcome<Account> | null> {
  const holder = await claims.holder(emailClaim(email));
  const events = (holder ? await store.read(holder) : []) as readonly RecordedEvent<AccountEvent>[];
  const revision = events.findIndex(({ metadata }) => metadata.command?.digest === mark.digest);
  const last = events.at(-1);
  if (!holder || !last || revision < 0) return null;
  if (events[revision]?.metadata.command?.fingerprint !== mark.fingerprint) {
    throw new DomainError('idempotency-key-reused', 'This idempotency key was used for another request.');
  }
  const document = events.slice(0, revision + 1).reduce<Account>(foldAccount, absentAccount);
  return { document, revision, owner: idOf(holder) as AccountId, position: last.position, events: 0 };
}

/** What surrounds the registration of one's own account. */
export const asOneself = (accountId: AccountId, via: 'http' | 'cli'): Pick<Context, 'actor' | 'by'> => ({
  actor: { id: accountId, role: defaultRole, via },
  by: accountId,
});
