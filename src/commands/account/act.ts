import { firstCredentialOf } from '../../documents/account.ts';
import { DomainError } from '../../errors.ts';
import type { AccountEvent } from '../../events/account.ts';
import type { RecordedEvent } from '../../events/event.ts';
import type { AccountId, CredentialId } from '../../events/ids.ts';
import type { Credentials } from '../../ports/credentials.ts';
import type { EventStore } from '../../ports/event-store.ts';
import type { Snapshots } from '../../ports/snapshots.ts';
import type { Context, Execute, Outcome } from '../execute.ts';
import type { AccountAct, AccountDecider } from './decider.ts';
import type { Account, Standing } from './state.ts';

type Ports = Readonly<{
  execute: Execute;
  account: AccountDecider;
  snapshots: Snapshots;
  credentials: Credentials;
  store: EventStore;
}>;
type Surroundings = Omit<Context, 'owner'>;

export type ActOnAccount = (
  id: AccountId,
  acts: readonly AccountAct[],
  context: Surroundings,
  password?: NewPassword,
) => Promise<Outcome<Account>>;

/**
 * A password to become the account's own along with the acts. `id` is new, also where the request is one that came before: an id
 * that was used could not be forgotten with this request's refusal.
 */
export type NewPassword = Readonly<{ id: CredentialId; text: string; as: Standing }>;

type Repeated = Readonly<{ id: AccountId; current: CredentialId; password: NewPassword }>;

/** The outcome is not known: the event may stand. */
const unsure: ReadonlySet<string> = new Set(['unavailable', 'concurrent-change']);

/**
 * Does something to an account, and answers once every process goes by it: also when it was done before, for whoever did it may not
 * have got that far. Without Redis it is `unavailable`, though the events stand.
 */
export const actOnAccountWith = ({ execute, account, snapshots, credentials, store }: Ports): ActOnAccount => {
  return async (id, acts, context, password) => {
    if (!password) return act(id, acts, context);
    await credentials.keep(id, password.id, password.text);
    const change = { type: 'ChangePassword', as: password.as, data: { credentialId: password.id } } as const;
    try {
      const outcome = await act(id, [...acts, change], context);
      const current = await retireOlder(id);
      if (outcome.events === 0) await mustHaveCome(outcome, { id, current, password });
      return outcome;
    } catch (error) {
      if (error instanceof DomainError && !unsure.has(error.code)) await credentials.discard(id, password.id);
      throw error;
    }
  };

  async function act(id: AccountId, acts: readonly AccountAct[], context: Surroundings): Promise<Outcome<Account>> {
    const outcome = await execute(account, id, acts, { ...context, owner: id }).catch(async (error: unknown) => {
      // It may be refused for what an earlier try has done without being able to tell everybody.
      if (error instanceof DomainError && !unsure.has(error.code)) await snapshots.renew(id);
      throw error;
    });
    await snapshots.renew(id);
    return outcome;
  }

  /** By the log's own order: of two changes at once, the later event's password is the one that stays. */
  async function retireOlder(id: AccountId): Promise<CredentialId> {
    const events = (await store.read(`account-${id}`)) as readonly RecordedEvent<AccountEvent>[];
    const ids = events.flatMap((event) => (event.type === 'PasswordChanged' ? [event.data.credentialId] : []));
    const all = [firstCredentialOf(id), ...ids];
    const current = all.at(-1) ?? firstCredentialOf(id);
    await credentials.retire(id, current, all.slice(0, -1));
    return current;
  }

  /**
   * Done when the same request came before, with the password that it brought then. A key's fingerprint tells nothing of passwords, so
   * they are compared as long as the one of then still counts.
   */
  async function mustHaveCome({ document }: Outcome<Account>, { id, current, password }: Repeated): Promise<void> {
    await credentials.discard(id, password.id);
    if (document.kind !== 'present' || document.credentialId !== current) return;
    if (await credentials.verify({ account: id, id: current }, password.text)) return;
    throw new DomainError('idempotency-key-reused', 'This idempotency key was used for another request.');
  }
};
