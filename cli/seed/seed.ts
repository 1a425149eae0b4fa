import { slugOf } from '../../src/documents/exercise.ts';
import { readSeeds } from '../../src/infra/local/seed-files.ts';
import { createSeedState } from '../../src/infra/postgres/seed-state.ts';
import { type SeedPart, seedParts } from '../../src/use-cases/seed.ts';
import { defineCommand } from '../command.ts';
import { CliError } from '../host/host.ts';
import { jsonOf } from '../host/text.ts';
import { json } from '../options.ts';
import { withApplication } from '../setup/application.ts';
import { readSettings } from '../setup/settings.ts';
import { outcomeOf, seedCatalogue, seedsFolder } from './seed-catalogue.ts';

const kebabCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const partOf: ReadonlyMap<string, SeedPart> = new Map(seedParts.map((part) => [kebabCase(part), part]));

export const seed = defineCommand({
  options: {
    only: { choices: [...partOf.keys()], array: true, describe: 'Only these parts; may be repeated' },
    from: { type: 'string', describe: 'Folder of other seed data', hidden: true },
    json,
  },
  isRepeatable: true,
  async run({ only, from, json }, cli) {
    const settings = readSettings(cli);
    // The seed files are read before any service starts, because most mistakes are in the files.
    const seeds = await readSeeds(from ?? seedsFolder, slugOf);
    const parts = only?.flatMap((name) => partOf.get(name) ?? []) ?? seedParts;
    await withApplication(
      cli,
      async (core) => {
        const seeded = await seedCatalogue(cli, core, seeds, parts);
        // Stores the digest of the seed data that was applied. `irontrack up` compares its seed data with the digest,
        // and applies only seed data that differs.
        if (from === undefined && only === undefined) await createSeedState(core.db).write(seeds.digest);
        cli.print(json ? jsonOf(seeded) : outcomeOf(seeded));
        if (seeded.refused.length > 0) throw new CliError(`Names that are taken: ${seeded.refused.join(', ')}`);
      },
      settings,
    );
  },
});
