import { models } from '../../src/projections/models/all.ts';
import { CliError } from '../host/host.ts';
import { integer } from '../options.ts';

/** The positional argument that names a read model. */
export const name = { type: 'string', demandOption: true, describe: 'Name of the read model' } as const;
export const number = {
  ...integer('number', { min: 1, max: 2 ** 31 - 1 }),
  demandOption: true,
  describe: 'Number of the version',
} as const;
/** The positional argument that names a read model that this build has. */
export const knownName = {
  ...name,
  coerce(given: string) {
    const names = models.map((model) => model.name).sort();
    if (names.includes(given)) return given;
    throw new CliError(`Unknown read model "${given}". Choose one of: ${[...new Set(names)].join(', ')}.`);
  },
} as const;
