import type { AccountDocument } from '../../src/documents/account.ts';
import type { AppGrantId } from '../../src/events/ids.ts';
import type { Application } from '../../src/service/connect.ts';
import { CliError } from '../host/host.ts';
import { isUuid, readAccount } from '../setup/accounts.ts';

export const grantId = {
  type: 'string',
  demandOption: true,
  describe: 'Id of the grant, from irontrack grants list',
} as const;

/** The id of a grant, also of one that has ended, with the account that has given it. */
export async function grantOf(
  core: Application,
  { account: owner, id }: Readonly<{ account: string; id: string }>,
): Promise<Readonly<{ account: AccountDocument; grant: AppGrantId }>> {
  if (!isUuid(id)) throw new CliError(`${id} is not the id of a grant.`);
  const { document: account } = await readAccount(core, owner);
  const grant = id.toLowerCase() as AppGrantId;
  if (!(await core.appGrants.has(account.id, grant))) throw new CliError(`The account has no grant ${id}.`);
  return { account, grant };
}
