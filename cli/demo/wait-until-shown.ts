import type { AccountId } from '../../src/events/ids.ts';
import type { Application } from '../../src/service/connect.ts';
import type { Cli } from '../host/host.ts';
import { isReadModelOutdated, retryWhileOutdated } from '../setup/outdated-read-model.ts';

/** How often a lane is tried, for about two seconds each time. A whole demo takes the pipeline some seconds. */
const tries = 60;

/** Waits until the read models contain everything of these accounts. Without a worker it gives up, and says so. */
export async function waitUntilShown(
  cli: Cli,
  { log, queries }: Application,
  owners: readonly AccountId[],
): Promise<void> {
  const position = await log.head();
  try {
    for (const owner of owners) {
      await retryWhileOutdated(() => queries.waitUntilProjected({ owner, position }), tries);
    }
  } catch (error) {
    if (!isReadModelOutdated(error)) throw error;
    cli.say('The log has it, but the read models do not follow: no worker has applied it yet.');
  }
}
