import { setImmediate as nextRound } from 'node:timers/promises';
import type { AccountId } from '../../src/events/ids.ts';
import type { Secrets } from '../../src/infra/local/secret-file.ts';
import { createPolicyCheckpoints } from '../../src/infra/postgres/policy-checkpoints.ts';
import { markFinishedRestore } from '../../src/infra/postgres/unfinished-restore.ts';
import { reapplyErasures } from '../../src/policies/finish-erasing-accounts.ts';
import { readLag } from '../../src/projections/lag.ts';
import type { Config } from '../../src/service/config.ts';
import { type Application, connect } from '../../src/service/connect.ts';
import type { Addresses } from '../../src/service/connections.ts';
import { runPipeline } from '../../src/service/processes/pipeline.ts';
import type { Cli } from '../host/host.ts';
import { startProgressBar } from '../host/progress-bar.ts';
import { operatorContext } from '../setup/accounts.ts';
import { answerLogger } from '../setup/settings.ts';

type Options = Readonly<{
  addresses: Addresses;
  config: Config;
  secrets: Secrets;
  /** The accounts that were erased, some of them after the backup. */
  erased: ReadonlySet<AccountId>;
  seize: boolean;
}>;

/** Fills the read models, and erases again the accounts that were erased after the backup. Other processes may start then. */
export async function finishRestore(cli: Cli, { addresses, config, secrets, erased, seize }: Options): Promise<void> {
  const options = { breathe: nextRound, isRestoring: true };
  await using core = await connect(config, secrets, addresses, answerLogger(cli, config), options);
  await reapplyErasures({ log: core.log, checkpoints: createPolicyCheckpoints(core.db) }, core.forgetAccount);
  const pipeline = await runPipeline(core, { seize });
  try {
    await waitUntilFilled(cli, core);
    const count = await eraseAgain(core, erased);
    cli.say(`${count} accounts erased again`);
    if (count > 0) await core.scrubNow();
    await markFinishedRestore(core.db);
  } finally {
    await pipeline.close();
  }
}

const pollMs = 200;

async function waitUntilFilled(cli: Cli, { db, log }: Application): Promise<void> {
  const head = await log.head();
  const bar = await startProgressBar(cli, { format: 'Filling read models {bar} {percentage}%', total: Number(head) });
  try {
    for (;;) {
      const { versions } = await readLag({ db, log, pageSize: 1 });
      const positions = versions.flatMap(({ lanes }) => lanes.map(({ position }) => position));
      const lowest = positions.reduce((one, other) => (one < other ? one : other), head);
      bar.update(Number(lowest));
      if (lowest >= head) return;
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  } finally {
    bar.stop();
  }
}

/** Erases the listed accounts that the backup still has, and returns how many these were. */
async function eraseAgain(core: Application, accounts: ReadonlySet<AccountId>): Promise<number> {
  let erased = 0;
  for (const account of accounts) if (await eraseIfPresent(core, account)) erased += 1;
  return erased;
}

async function eraseIfPresent(core: Application, account: AccountId): Promise<boolean> {
  const { fold } = await core.readAccount(account);
  if (fold.kind === 'gone' || fold.kind === 'absent') return false;
  await core.eraseAccount(account, { as: 'operator' }, operatorContext(core, account));
  return true;
}
