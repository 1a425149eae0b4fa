import type { Context } from '../../commands/context.ts';
import type { Execute } from '../../commands/execute.ts';
import type { AccountId } from '../../events/ids.ts';
import { defaultRole, type Role } from '../../events/values.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EventStore } from '../../ports/event-store.ts';
import type { Ids } from '../../ports/ids.ts';
import type { ReadAccount } from '../account/read-account.ts';
import type { Register } from '../account/register.ts';
import type { AdmitCoach } from '../coaching/admit-coach.ts';

export type DemoPorts = Readonly<{
  execute: Execute;
  register: Register;
  readAccount: ReadAccount;
  admitCoach: AdmitCoach;
  store: EventStore;
  clock: Clock;
  ids: Ids;
}>;

/** The context of a command that the demo sends as one of its accounts, by the command line. */
export const contextAs = (
  { clock, ids }: Pick<DemoPorts, 'clock' | 'ids'>,
  account: AccountId,
  role: Role = defaultRole,
): Context => {
  const id = ids.make();
  return {
    ...{ actor: { id: account, role, via: 'cli' }, by: account, owner: account },
    ...{ correlationId: id, causationId: id, receivedAt: clock() },
  };
};

/** The context of a command about an account of the demo. Its actor marks the account in the log. */
export const contextOfDemo = (ports: Pick<DemoPorts, 'clock' | 'ids'>, account: AccountId): Context => ({
  ...contextAs(ports, account),
  actor: { id: 'demo', role: 'system', via: 'cli' },
});
