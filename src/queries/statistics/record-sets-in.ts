import type { Performed } from '../../documents/statistics/records.ts';
import { restoredSets, type StoredSets } from '../../documents/stored-entries.ts';
import type { Day, EntryId, SessionId } from '../../events/ids.ts';
import type { Weight } from '../../events/performance.ts';

type Found = readonly [SessionId, Day, EntryId, StoredSets, bodyWeight: Weight | null];

/** Reads the JSON text of a list of entries with their sets that can make a record. */
export const recordSetsIn = (text: string): readonly Performed[] =>
  (JSON.parse(text) as readonly Found[]).map(([sessionId, day, id, sets, bodyWeight]) => ({
    ...{ sessionId, day, bodyWeight },
    entry: { id, sets: restoredSets(sets) },
  }));
