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

/** A password to become the account's own along with the acts; `id` is new. */
export type NewPassword = Readonly<{ id: CredentialId; text: string; as: Standing }>;

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
      await retireOlder(id);
      return outcome;
    } catch (error) {
      if (error instanceof DomainError && !unsure.has(error.code)) await credentials.discard(id, password.id);
      throw error;
    }
  };

  async function act(id: AccountId, acts: readonly AccountAct[], context: Surroundings): Promise<Outcome<Account>> {
    const outcome = await execute(account, id, acts, { ...context, owner: id });
    await snapshots.renew(id);
    return outcome;
  }

  /** By the log's own order: of two changes at once, the later event's password is the one that stays. */
  async function retireOlder(id: AccountId): Promise<void> {
    const events = (await store.read(`account-${id}`)) as readonly RecordedEvent<AccountEvent>[];
    const ids = events.flatMap((event) => (event.type === 'PasswordChanged' ? [event.data.credentialId] : []));
    const all = [firstCredentialOf(id), ...ids];
    await credentials.retire(id, all.at(-1) ?? firstCredentialOf(id), all.slice(0, -1));
  }
};
