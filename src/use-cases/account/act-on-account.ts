import type { AccountAct, AccountDecider } from '../../commands/account/decider.ts';
import { type Account, type ActingAs, present } from '../../commands/account/state.ts';
import type { Context, Execute, Outcome } from '../../commands/execute.ts';
import type { AccountEvent } from '../../events/account.ts';
import type { RecordedEvent } from '../../events/event.ts';
import type { AccountId } from '../../events/ids.ts';
import type { Credentials } from '../../ports/credentials.ts';
import type { EventStore } from '../../ports/event-store.ts';
import type { Snapshots } from '../../ports/snapshots.ts';
import { createFoldAccount } from './find-account.ts';
import { createMustRepeatPassword, isRefusal, type NewPassword } from './new-password.ts';

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
  password?: NewPassword & Readonly<{ as: ActingAs }>,
) => Promise<Outcome<Account>>;

/**
 * Does something to an account, and answers once every process goes by it: also when it was done before, for whoever did it may not
 * have got that far. Without Redis it is `unavailable`, though the events stand.
 */
export const createActOnAccount = ({ execute, account, snapshots, credentials, store }: Ports): ActOnAccount => {
  const foldAccount = createFoldAccount(store);
  const mustRepeat = createMustRepeatPassword({ store, credentials });

  return async (id, acts, context, password) => {
    if (!password) return act(id, acts, context);
    await credentials.keep(id, password.id, password.text);
    const change = { type: 'ChangePassword', as: password.as, data: { credentialId: password.id } } as const;
    try {
      const outcome = await act(id, [...acts, change], context);
      await retireOlder(id);
      if (outcome.events > 0) return outcome;
      await credentials.discard(id, password.id);
      await mustRepeat(present(outcome.document), password.text);
      return outcome;
    } catch (error) {
      if (isRefusal(error)) await credentials.discard(id, password.id);
      throw error;
    }
  };

  async function act(id: AccountId, acts: readonly AccountAct[], context: Surroundings): Promise<Outcome<Account>> {
    const outcome = await carryOut(id, acts, context).catch(async (error: unknown) => {
      // It may be refused for what an earlier try has done without being able to tell everybody.
      if (isRefusal(error)) await snapshots.renew(id);
      throw error;
    });
    await snapshots.renew(id);
    return outcome;
  }

  /** Done before is also what was done to an account that is gone by now; only to have erased it may be told again then. */
  async function carryOut(
    id: AccountId,
    acts: readonly AccountAct[],
    context: Surroundings,
  ): Promise<Outcome<Account>> {
    const outcome = await execute(account, id, acts, { ...context, owner: id });
    if (outcome.events === 0 && outcome.document.kind === 'present') present((await foldAccount(id)).fold);
    return outcome;
  }

  /** By the log's own order: of two changes at once, the later event's password is the one that stays. */
  async function retireOlder(id: AccountId): Promise<void> {
    const events = (await store.read(`account-${id}`)) as readonly RecordedEvent<AccountEvent>[];
    const ids = events.flatMap(({ data }) => ('credentialId' in data ? [data.credentialId] : []));
    const current = ids.at(-1);
    if (current) await credentials.retire(id, current, ids.slice(0, -1));
  }
};
