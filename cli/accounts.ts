import { randomUUID } from 'node:crypto';
import type { Context } from '../src/commands/execute.ts';
import type { PresentAccount } from '../src/documents/account.ts';
import type { AccountId } from '../src/events/ids.ts';
import type { Application } from '../src/service/connect.ts';
import { CliError } from './terminal.ts';

export const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** The account of an e-mail address or an id, as the log tells it. */
export async function accountOf(core: Application, who: string): Promise<PresentAccount> {
  if (!uuid.test(who)) {
    const found = await core.findAccount(who);
    if (!found) throw new CliError(`There is no account ${who}.`);
    return found;
  }
  const { fold } = await core.readAccount(who.toLowerCase() as AccountId);
  if (fold.kind === 'gone') throw new CliError(`The account ${who} was erased.`);
  if (fold.kind === 'absent') throw new CliError(`There is no account ${who}.`);
  return fold;
}

/** What surrounds a command of whoever operates the machine; `by` is whose reads wait for it. */
export function asOperator({ clock }: Pick<Application, 'clock'>, by: AccountId): Omit<Context, 'owner'> {
  const id = randomUUID();
  const actor = { id: 'operator', role: 'system', via: 'cli' } as const;
  return { actor, by, correlationId: id, causationId: id, receivedAt: clock() };
}
