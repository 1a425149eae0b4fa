import { slugOf } from '../../src/documents/exercise.ts';
import { readSeedFiles, readSeeds } from '../../src/infra/local/seed-files.ts';
import { createSeedState } from '../../src/infra/postgres/seed-state.ts';
import type { Application } from '../../src/service/connect.ts';
import { seedParts } from '../../src/use-cases/seed.ts';
import type { Cli } from '../host/host.ts';
import { isReadModelOutdated, retryWhileOutdated } from '../setup/outdated-read-model.ts';
import { outcomeOf, seedCatalogue, seedsFolder } from './seed-catalogue.ts';

/**
 * Applies the seed data of this build, unless it is the seed data that was applied last. `isFirst`: whether none was applied
 * before.
 */
export async function seedIfChanged(
  cli: Cli,
  core: Application,
): Promise<Readonly<{ events: number; isFirst: boolean }>> {
  const state = createSeedState(core.db);
  const [applied, { digest }] = await Promise.all([state.read(), readSeedFiles(seedsFolder)]);
  if (applied === digest) return { events: 0, isFirst: false };
  const seeds = await readSeeds(seedsFolder, slugOf);
  const started = performance.now();
  const seeded = await seedCatalogue(cli, core, seeds, seedParts);
  await state.write(seeds.digest);
  cli.say(`${outcomeOf(seeded)} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  if (seeded.refused.length > 0) cli.say(`Skipped, as their names are taken: ${seeded.refused.join(', ')}`);
  return { events: seeded.events, isFirst: applied === null };
}

/**
 * Waits until the read models contain the exercise catalogue, so that the first request finds it. After some seconds
 * the start continues without it, because the pipeline may be stalled.
 */
export async function waitUntilReadable(cli: Cli, { log, queries }: Application): Promise<void> {
  const position = await log.head();
  await retryWhileOutdated(() => queries.waitUntilProjected({ owner: 'system', position })).catch((error: unknown) => {
    if (!isReadModelOutdated(error)) throw error;
    cli.say('The catalogue is in the log, but not in the read models yet.');
  });
}
