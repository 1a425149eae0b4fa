import { sql } from 'slonik';
import { z } from 'zod';
import type { Owner } from '../../events/ids.ts';
import { readModels } from '../read-models.ts';
import { checkpointOf, type Reader, readConsistently } from './reader.ts';

const row = z.object({ position: z.bigint().nullable() });

/** Settles once every read model has taken in an owner's events up to `position`; else throws `read-model-behind`. */
export async function waitUntilProjected(
  reader: Reader,
  { owner, position }: Readonly<{ owner: Owner; position: bigint }>,
): Promise<void> {
  await Promise.all(
    Object.values(readModels).map((model) =>
      readConsistently(reader, model, { owner, requiredPosition: () => position }, (place) =>
        reader.db.one(sql.type(row)`SELECT ${checkpointOf(place)} AS position`),
      ),
    ),
  );
}
