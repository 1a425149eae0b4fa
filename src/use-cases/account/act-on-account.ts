import type { Acting } from '../../commands/account/admission.ts';
import type { AccountAct, AccountDecider } from '../../commands/account/decider.ts';
import type { Account } from '../../commands/account/state.ts';
import type { Execute, Outcome } from '../../commands/execute.ts';
import { present } from '../../documents/presence.ts';
import type { AccountEvent } from '../../events/account.ts';
import type { RecordedEvent } from '../../events/event.ts';
import type { AccountId } from '../../events/ids.ts';
import { streamOf } from '../../events/streams.ts';
import type { Credentials } from '../../ports/credentials.ts';
import type { EventStore } from '../../ports/event-store.ts';
import type { Snapshots } from '../../ports/snapshots.ts';
import type { AccountContext } from './account-context.ts';
import { createVerifyRepeatedPassword, isDefinitelyRejected, type NewCredential } from './credential.ts';
import { createReadAccount } from './read-account.ts';

type Ports = Readonly<{
  execute: Execute;
  account: AccountDecider;
  snapshots: Snapshots;
  credentials: Credentials;
  store: EventStore;
}>;

/**
 * Sends commands to an account. If a new credential is passed, its password replaces the account's current password.
 */
export type ActOnAccount = (
  id: AccountId,
  acts: readonly AccountAct[],
  context: AccountContext,
  credential?: NewCredential & Acting,
) => Promise<Outcome<Account>>;

/**
 * Creates `ActOnAccount`. Its promise settles once every process uses the changed account. A repeated request renews
 * the snapshot too, in case the first one stopped before that. Without Redis it refuses with `unavailable`, although
 * the events are in the log.
 */
export const createActOnAccount = ({ execute, account, snapshots, credentials, store }: Ports): ActOnAccount => {
  const readAccount = createReadAccount(store);
  const verifyRepeatedPassword = createVerifyRepeatedPassword({ store, credentials });

  return async (id, acts, context, credential) => {
    if (!credential) return act(id, acts, context);
    const { id: credentialId, password, ...acting } = credential;
    await credentials.keep(id, credentialId, password);
    try {
      const outcome = await act(id, [...acts, { type: 'ChangePassword', ...acting, data: { credentialId } }], context);
      await retireOldCredentials(id);
      if (outcome.events > 0) return outcome;
      await credentials.discard(id, credentialId);
      await verifyRepeatedPassword(present(outcome.presence, 'account'), password);
      return outcome;
    } catch (error) {
      if (isDefinitelyRejected(error)) await credentials.discard(id, credentialId);
      throw error;
    }
  };

  async function act(id: AccountId, acts: readonly AccountAct[], context: AccountContext): Promise<Outcome<Account>> {
    const outcome = await send(id, acts, context).catch(async (error: unknown) => {
      // An earlier attempt may have changed the account, so that this one is rejected, and stopped before it renewed
      // the snapshot.
      if (isDefinitelyRejected(error)) await snapshots.renew(id);
      throw error;
    });
    await snapshots.renew(id);
    return outcome;
  }

  /**
   * Sends the commands. Refuses a repeated request if the account has been erased since, unless it repeats the erasure.
   */
  async function send(id: AccountId, acts: readonly AccountAct[], context: AccountContext): Promise<Outcome<Account>> {
    const outcome = await execute(account, id, acts, { ...context, owner: id });
    if (outcome.events === 0 && outcome.presence.kind === 'present') present((await readAccount(id)).fold, 'account');
    return outcome;
  }

  /**
   * Deletes all credentials of an account except the current one, which is the last that an event in its stream names.
   */
  async function retireOldCredentials(id: AccountId): Promise<void> {
    const events = (await store.read(streamOf('account', id))) as readonly RecordedEvent<AccountEvent>[];
    const ids = events.flatMap(({ data }) => ('credentialId' in data ? [data.credentialId] : []));
    const current = ids.at(-1);
    if (current) await credentials.retire(id, current, ids.slice(0, -1));
  }
};
