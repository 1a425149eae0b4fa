import { randomUUID } from 'node:crypto';
import type { DataRead, DataReads } from '../../src/ports/data-reads.ts';
import type { ListDataReads } from '../../src/queries/audit/list-data-reads.ts';

type Row = Readonly<{ id: string; read: DataRead; reads: number }>;

/** Creates an access log in memory. Reads with the same members count together. */
export function memoryDataReads() {
  const rows = new Map<string, Row>();
  return {
    async record(reads) {
      for (const { goesOn, ...read } of reads) {
        const key = JSON.stringify(read);
        const known = rows.get(key);
        rows.set(key, { id: known?.id ?? randomUUID(), read, reads: (known?.reads ?? 0) + (known && goesOn ? 0 : 1) });
      }
    },
    async forget(athlete) {
      for (const [key, { read }] of rows) if (read.athlete === athlete) rows.delete(key);
    },
    /** The items of an athlete as the API shows them, the newest first. */
    itemsOf({ athlete, capacity, reader }: Pick<ListDataReads, 'athlete' | 'capacity' | 'reader'>): readonly object[] {
      const own = [...rows.values()].filter(({ read }) => read.athlete === athlete).toReversed();
      return own
        .filter(({ read }) => capacity === undefined || read.reader.capacity === capacity)
        .filter(({ read }) => reader === undefined || read.reader.id === reader)
        .map(({ id, read, reads }) => ({
          id,
          reader: { ...read.reader, session: read.reader.capacity === 'self' ? read.reader.session : null },
          operation: read.operation,
          about: read.about,
          ...{ firstAt: read.at, lastAt: read.at, seconds: 0, reads },
        }));
    },
  } satisfies DataReads & { itemsOf: unknown };
}

export type InMemoryDataReads = ReturnType<typeof memoryDataReads>;
