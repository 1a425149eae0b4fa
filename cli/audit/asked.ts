import { auditedKinds } from '../../src/queries/audit/audited-kinds.ts';
import type { Application } from '../../src/service/connect.ts';
import { CliError } from '../host/host.ts';
import { account } from '../options.ts';
import { isUuid, readAccount } from '../setup/accounts.ts';
import { operator } from './operator.ts';

/** The positionals that name a history: the account that owns it, and what it is about. */
export const asked = {
  account,
  kind: { choices: auditedKinds, demandOption: true, describe: 'What it is' },
  id: { type: 'string', demandOption: true, describe: 'Its id' },
} as const;

type Asked = Readonly<{ account: string; kind: (typeof auditedKinds)[number]; id: string }>;

/** The history that was asked for. The athlete can see that an operator has read it. */
export async function historyOf(core: Application, { account: owner, kind, id }: Asked) {
  if (!isUuid(id)) throw new CliError(`${id} is not an id.`);
  const { document } = await readAccount(core, owner);
  return { reader: operator, athlete: document.id, kind, id: id.toLowerCase() };
}
