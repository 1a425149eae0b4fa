import { randomUUID } from 'node:crypto';
import type { Context } from '../../src/commands/context.ts';
import type { PresentAccount } from '../../src/documents/account.ts';
import type { AccountId } from '../../src/events/ids.ts';
import type { Application } from '../../src/service/connect.ts';
import { CliError } from '../host/host.ts';

export const isUuid = (text: string): boolean => /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text.slice(0, 37));

/** Reads the account with this email address or id from the log. */
export async function readAccount(core: Application, account: string): Promise<PresentAccount> {
  if (!isUuid(account)) {
    const found = await core.findAccount(account);
    if (!found) throw new CliError(`There is no account ${account}.`);
    return found;
  }
  const { fold } = await core.readAccount(account.toLowerCase() as AccountId);
  if (fold.kind === 'gone') throw new CliError(`The account ${account} was erased.`);
  if (fold.kind === 'absent') throw new CliError(`There is no account ${account}.`);
  return fold;
}

/**
 * The context of a command that the operator of the machine sends by the command line. Later queries of the account
 * `by` wait until the read models contain the command's events.
 */
export function operatorContext({ clock }: Pick<Application, 'clock'>, by: AccountId): Omit<Context, 'owner'> {
  const id = randomUUID();
  const actor = { id: 'operator', role: 'system', via: 'cli' } as const;
  return { actor, by, correlationId: id, causationId: id, receivedAt: clock() };
}
