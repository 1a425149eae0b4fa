import { join } from 'node:path';
import type { AccountId } from '../../src/events/ids.ts';
import { createErasuresFile, erasuresFile } from '../../src/infra/local/erasures-file.ts';
import { CliError } from '../host/host.ts';

type Files = Readonly<{
  dataDir: string;
  /** The files that the operator has named. */
  named: readonly string[];
  rootKey: Uint8Array;
}>;

/**
 * The accounts in the file of the data folder and in the named files. Refuses a named file that lists none of this
 * installation, because a wrong file would leave the accounts that should be erased.
 */
export async function readErasedAccounts({ dataDir, named, rootKey }: Files): Promise<ReadonlySet<AccountId>> {
  const accountsIn = (file: string) => createErasuresFile(file, rootKey).read();
  const erased = new Set(await accountsIn(join(dataDir, erasuresFile)));
  for (const file of named) {
    const accounts = await accountsIn(file);
    if (accounts.length === 0)
      throw new CliError(
        `--erasures: ${file} lists no account that this installation has erased. Empty the database and restore again with the right file.`,
      );
    for (const account of accounts) erased.add(account);
  }
  return erased;
}
