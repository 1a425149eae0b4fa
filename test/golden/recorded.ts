import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SealedEvent } from '../../src/ports/log.ts';

/** One event as the log holds it, the chain before it, and its data as this build has to read it. */
export type Recorded = Readonly<{ previous: string; event: SealedEvent; opened: object }>;

/** Where the recorded events lie, `<type>.<schema>.json`. They are never changed, for what the log holds is not either. */
export const folder = join(import.meta.dirname, 'events');

/** The data key that the texts of recorded events are encrypted with. */
export const dataKey = Buffer.alloc(32, 7);

export const recordedEvents = (): readonly Recorded[] =>
  readdirSync(folder).map((name) =>
    JSON.parse(readFileSync(join(folder, name), 'utf8'), (key, value) => (key === 'position' ? BigInt(value) : value)),
  );
