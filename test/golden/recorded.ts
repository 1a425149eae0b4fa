import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SealedEvent } from '../../src/ports/log.ts';

/** An event of the log, the chain before it, and its decrypted data in the schema that it was written with. */
export type Recorded = Readonly<{ previous: string; event: SealedEvent; opened: object }>;

/** The recorded events, `<type>.<schema>.json`. They never change, because the log does not. */
export const folder = join(import.meta.dirname, 'events');

/** The data key that encrypts the personal texts of recorded events. */
export const dataKey = Buffer.alloc(32, 7);

/** Every account has this data key. */
export const testKeys = (key: Buffer) => ({
  create: async () => {},
  destroy: async () => {},
  readKey: async () => key,
  readKeys: async (owners: Iterable<string>) => new Map([...owners].map((owner) => [owner as never, key])),
});

export const recordedEvents = (): readonly Recorded[] =>
  readdirSync(folder).map((name) =>
    JSON.parse(readFileSync(join(folder, name), 'utf8'), (key, value) => (key === 'position' ? BigInt(value) : value)),
  );
