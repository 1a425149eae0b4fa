import { fileURLToPath } from 'node:url';
import { SingleBar } from 'cli-progress';
import type { Argv } from 'yargs';
import { type Seeded, type SeedPart, seedParts } from '../src/commands/seed.ts';
import { slugOf } from '../src/documents/exercise.ts';
import { readSeeds } from '../src/infra/seed-files.ts';
import { seedStateIn } from '../src/infra/seed-state.ts';
import type { Core } from '../src/main.ts';
import type { Seeds } from '../src/ports/seeds.ts';
import { setUp, withCore } from './environment.ts';
import { CliError, print, say } from './terminal.ts';

const seedsFolder = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../seeds' : '../../seeds', import.meta.url),
);

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
      yargs.options({
        only: { choices: Object.keys(names), array: true, describe: 'Only these parts' },
        from: { type: 'string', describe: 'Folder of other seeds', hidden: true },
        json: { type: 'boolean', default: false, describe: 'Print the outcome as JSON' },
      }),
    async ({ only, from, json }) => {
      const setup = setUp();
      // Read before any service is started: most mistakes are in the files.
      const seeds = await readSeeds(from ?? seedsFolder, slugOf);
      await withCore(setup, async (core) => {
        const seeded = await seedCatalogue(core, seeds, only?.flatMap((name) => names[name] ?? []) ?? seedParts);
        print(json ? JSON.stringify(seeded) : `${seeded.done} looked at, ${seeded.events} events`);
        if (seeded.refused.length > 0) throw new CliError(`Names that are taken: ${seeded.refused.join(', ')}`);
      });
    },
  );

/** Seeds where the seeds are others than those that were replayed last: what a start does. */
export async function seedWhereChanged(core: Core): Promise<void> {
  const seeds = await readSeeds(seedsFolder, slugOf);
  if ((await seedStateIn(core.db).read()) === seeds.digest) return;
  const started = performance.now();
  const { done, events, refused } = await seedCatalogue(core, seeds, seedParts);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  say(`Seeded the catalogue: ${done} looked at, ${events} events, ${seconds} s`);
  if (refused.length > 0) say(`Not seeded, for their names are taken: ${refused.join(', ')}`);
}

async function seedCatalogue(core: Core, seeds: Seeds, only: readonly SeedPart[]): Promise<Seeded> {
  const state = seedStateIn(core.db);
  const bar = process.stderr.isTTY
    ? new SingleBar({ format: '{bar} {percentage} % | {value} of {total}', stream: process.stderr, hideCursor: true })
    : null;
  bar?.start(seeds.exercises.length, 0);
  try {
    const seeded = await core.seed(seeds, {
      only,
      isFirst: (await state.read()) === null,
      onProgress: ({ total, done }) => {
        bar?.setTotal(total);
        bar?.update(done);
      },
    });
    if (only.length === seedParts.length) await state.write(seeds.digest);
    return seeded;
  } finally {
    bar?.stop();
  }
}
