import { join } from 'node:path';
import { packageRoot } from '../../src/infra/local/package-root.ts';
import { createSeedState } from '../../src/infra/postgres/seed-state.ts';
import type { Seeds } from '../../src/ports/seeds.ts';
import type { Application } from '../../src/service/connect.ts';
import type { Seeded, SeedPart } from '../../src/use-cases/seed.ts';
import type { Cli } from '../host/host.ts';
import { startProgressBar } from '../host/progress-bar.ts';

export const seedsFolder = join(packageRoot, 'seeds');

/** Applies the seed data, and shows a progress bar. */
export async function seedCatalogue(
  cli: Cli,
  core: Application,
  seeds: Seeds,
  only: readonly SeedPart[],
): Promise<Seeded> {
  const bar = await startProgressBar(cli, {
    format: '{bar} {percentage} % | {value} of {total}',
    total: seeds.exercises.length,
  });
  try {
    return await core.seed(seeds, {
      only,
      isFirst: (await createSeedState(core.db).read()) === null,
      onProgress: ({ total, done }) => {
        bar.setTotal(total);
        bar.update(done);
      },
    });
  } finally {
    bar.stop();
  }
}

/** Describes in words how much of the seed data was applied. */
export const outcomeOf = ({ done, events }: Seeded): string =>
  `Catalogue up to date: ${grouped(done)} items checked, ${grouped(events)} changed`;

const grouped = (count: number): string => count.toLocaleString('en-US');
