import { join } from 'node:path';
import type { Argv } from 'yargs';
import { slugOf } from '../src/documents/exercise.ts';
import { DomainError } from '../src/errors.ts';
import { packageRoot } from '../src/infra/local/package-root.ts';
import { readSeeds } from '../src/infra/local/seed-files.ts';
import { createSeedState } from '../src/infra/postgres/seed-state.ts';
import type { Seeds } from '../src/ports/seeds.ts';
import type { Application } from '../src/service/connect.ts';
import { type Seeded, type SeedPart, seedParts } from '../src/use-cases/seed.ts';
import { setUp, withApplication } from './environment.ts';
import { barOf } from './progress-bar.ts';
import { CliError, print, say } from './terminal.ts';

const seedsFolder = join(packageRoot, 'seeds');

/** How many times to wait for as long as a query does. */
const patience = 5;

const names: Readonly<Record<string, SeedPart>> = {
  'muscle-groups': 'muscleGroups',
  equipment: 'equipment',
  'exercise-tags': 'exerciseTags',
  exercises: 'exercises',
};

/** The catalogue that the service comes with. */
export const seed = (cli: Argv): Argv =>
  cli.command(
    'seed',
    'Bring directories and exercises of the catalogue up to the seeds; what has not changed stays as it is',
    (yargs) =>
      // The only option that may come more than once.
      yargs.parserConfiguration({ 'duplicate-arguments-array': true }).options({
        only: { choices: Object.keys(names), array: true, describe: 'Only these parts' },
        from: { type: 'string', describe: 'Folder of other seeds', hidden: true },
        json: { type: 'boolean', default: false, describe: 'Print the outcome as JSON' },
      }),
    async ({ only, from, json }) => {
      const setup = setUp();
      // Read before any service is started: most mistakes are in the files.
      const seeds = await readSeeds(from ?? seedsFolder, slugOf);
      await withApplication(setup, async (core) => {
        const seeded = await seedCatalogue(core, seeds, only?.flatMap((name) => names[name] ?? []) ?? seedParts);
        // What a start compares its own seeds with.
        if (from === undefined && only === undefined) await createSeedState(core.db).write(seeds.digest);
        print(json ? JSON.stringify(seeded) : `${seeded.done} looked at, ${seeded.events} events`);
        if (seeded.refused.length > 0) throw new CliError(`Names that are taken: ${seeded.refused.join(', ')}`);
      });
    },
  );

/** Seeds where the seeds are others than those that were replayed last: what a start does. */
export async function seedWhereChanged(core: Application): Promise<{ events: number }> {
  const seeds = await readSeeds(seedsFolder, slugOf);
  const state = createSeedState(core.db);
  if ((await state.read()) === seeds.digest) return { events: 0 };
  const started = performance.now();
  const { done, events, refused } = await seedCatalogue(core, seeds, seedParts);
  await state.write(seeds.digest);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  say(`Seeded the catalogue: ${done} looked at, ${events} events, ${seconds} s`);
  if (refused.length > 0) say(`Not seeded, for their names are taken: ${refused.join(', ')}`);
  return { events };
}

/** So that the first to ask, or to import, find the catalogue. A pipeline that does not get there keeps nobody from starting. */
export async function untilReadable({ log, queries }: Application): Promise<void> {
  const position = await log.head();
  for (let tries = 1; tries <= patience; tries += 1) {
    try {
      return await queries.waitUntilProjected({ owner: 'system', position });
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'read-model-behind')) throw error;
    }
  }
  say('The catalogue is in the log, but not in the read tables yet.');
}

async function seedCatalogue(core: Application, seeds: Seeds, only: readonly SeedPart[]): Promise<Seeded> {
  const bar = process.stderr.isTTY ? barOf('{bar} {percentage} % | {value} of {total}') : null;
  bar?.start(seeds.exercises.length, 0);
  try {
    return await core.seed(seeds, {
      only,
      isFirst: (await createSeedState(core.db).read()) === null,
      onProgress: ({ total, done }) => {
        bar?.setTotal(total);
        bar?.update(done);
      },
    });
  } finally {
    bar?.stop();
  }
}
