import type { AccountId } from '../../src/events/ids.ts';
import type { Application } from '../../src/service/connect.ts';
import { defineCommand } from '../command.ts';
import { startProgressBar } from '../host/progress-bar.ts';
import { jsonOf } from '../host/text.ts';
import { json } from '../options.ts';
import { operatorContext } from '../setup/accounts.ts';
import { withApplication } from '../setup/application.ts';
import { isReadModelOutdated } from '../setup/outdated-read-model.ts';
import { waitUntilShown } from './wait-until-shown.ts';

export const remove = defineCommand({
  options: { json },
  async run({ json }, cli) {
    const accounts = await withApplication(cli, async (core) => {
      const erased: AccountId[] = [];
      const bar = await startProgressBar(cli, {
        format: '{bar} {percentage} % | {value} of {total} accounts',
        total: 1,
      });
      try {
        await core.removeDemo(
          async (id) => {
            await erase(core, id);
            erased.push(id);
          },
          (done, total) => {
            bar.setTotal(total);
            bar.update(done);
          },
        );
      } finally {
        bar.stop();
      }
      await waitUntilShown(cli, core, erased);
      if (erased.length > 0) await core.scrubNow();
      return erased.length;
    });
    if (json) return cli.print(jsonOf({ accounts }));
    cli.print(accounts === 0 ? 'There is no demo.' : `Erased the ${accounts} accounts of the demo.`);
  },
});

/** Erases an account. That the read models follow is awaited once for all accounts. */
async function erase(core: Application, id: AccountId): Promise<void> {
  await core.eraseAccount(id, { as: 'operator' }, operatorContext(core, id)).catch((error: unknown) => {
    if (!isReadModelOutdated(error)) throw error;
  });
}
