import type { AccountAct } from '../../src/commands/account/decider.ts';
import type { AccountDocument } from '../../src/documents/account.ts';
import { defaultRole, type Role } from '../../src/events/values.ts';
import type { Application } from '../../src/service/connect.ts';
import { type Cli, CliError } from '../host/host.ts';
import { escapeControls, jsonOf } from '../host/text.ts';
import { operatorContext, readAccount } from '../setup/accounts.ts';
import { withApplication } from '../setup/application.ts';

type Target = Readonly<{ account: string; json: boolean }>;
/** Checks an account before it is changed; throws `CliError` to change nothing. */
type Check = (core: Application, account: AccountDocument) => Promise<void>;

/** Sends commands that change an account, and prints the result. `outcome` is the end of the sentence "… is now". */
export async function changeAccount(
  cli: Cli,
  { account, json }: Target,
  outcome: string,
  actsOn: (account: AccountDocument) => readonly AccountAct[],
  check: Check = async () => {},
): Promise<void> {
  const { after, events } = await withApplication(cli, async (core) => {
    const { document: before } = await readAccount(core, account);
    await check(core, before);
    // Even without acts, this updates the account's snapshot in Redis, which an earlier change may not have reached.
    const { presence, events } = await core.actOnAccount(before.id, actsOn(before), operatorContext(core, before.id));
    if (presence.kind !== 'present') throw new CliError(`${account} was erased at the same moment.`);
    return { after: presence.document, events };
  });
  if (json) cli.print(jsonOf(after));
  cli.say(`${escapeControls(after.email)} ${events > 0 ? 'is now' : 'was already'} ${outcome}.`);
}

export const editAccount = (data: Readonly<{ isActive?: boolean; isSuperuser?: boolean }>): AccountAct => ({
  type: 'EditAccount',
  as: 'operator',
  data,
});

/** The acts that give an account the role. The list is empty if the account has the role already. */
export function actsToRole(role: Role, { roleSlug }: AccountDocument): readonly AccountAct[] {
  if (roleSlug === role) return [];
  if (role === defaultRole) return [{ type: 'RevokeRole', as: 'operator', data: { role: roleSlug } }];
  return [{ type: 'AssignRole', as: 'operator', data: { role } }];
}
