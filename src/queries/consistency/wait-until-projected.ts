import { sql } from 'slonik';
import { z } from 'zod';
import type { Owner } from '../../events/ids.ts';
import { readModels } from '../read-models.ts';
import { progressColumn } from './checkpoints.ts';
import { readConsistently } from './read-consistently.ts';
import type { Reader, ReadModel } from './reader.ts';
import type { Part } from './sources.ts';

const row = z.object({ progress: z.string() });

type Projected = Readonly<{
  owner: Owner;
  position: bigint;
  /** The read models to wait for. @defaultValue all */
  models?: readonly ReadModel[];
}>;

/**
 * Resolves when the read models contain the owner's events up to `position`; throws `read-model-behind` if that takes
 * too long. The query has no rows of its own: `readConsistently` needs only the progress to decide how long to wait.
 */
export async function waitUntilProjected(
  reader: Reader,
  { owner, position, models = Object.values(readModels) }: Projected,
): Promise<void> {
  const parts: Part[] = models.map((model) => ({ model, owner }));
  await readConsistently(reader, { parts, requiredPosition: () => position }, (sources) =>
    reader.db.one(sql.type(row)`SELECT ${progressColumn(sources)} AS progress`),
  );
}
