import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SealedEvent } from '../../src/ports/log.ts';

/** A recorded event: the chain of the event before it, the sealed event, and its decrypted data, not upcast. */
export type Recorded = Readonly<{ previous: string; event: SealedEvent; opened: object }>;

/**
 * The folder of the recorded events, `<type>.<schema>.json`. These files never change, because the log never changes.
 */
export const folder = join(import.meta.dirname, 'events');

/** The data key that encrypts the personal texts of recorded events. */
export const dataKey = Buffer.alloc(32, 7);

/** A key ring in which every account has the same data key. */
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
