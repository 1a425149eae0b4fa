import { assertNever } from '../errors.ts';
import type { StreamEvent } from '../events/event.ts';
import type { AccountId, ImportId, Instant, TimeZone } from '../events/ids.ts';
import type { ImportCounts, ImportEvent, ImportStarted, RejectedRow } from '../events/import.ts';
import type { ImportFormat, ImportStatus, WeightUnit } from '../events/values.ts';
import { absent, type Fold, type Presence } from './presence.ts';

/** An import and its report. An import that never finishes has no counts and stays `in_progress`. */
export type ImportDocument = Readonly<{
  id: ImportId;
  userId: AccountId;
  status: ImportStatus;
  format: ImportFormat;
  fileName: string | null;
  unit: WeightUnit | null;
  timezone: TimeZone;
  counts: ImportCounts | null;
  errors: readonly RejectedRow[];
  revision: number;
  createdAt: Instant;
  updatedAt: Instant;
}>;

export type ImportPresence = Presence<ImportDocument>;

export const importFold: Fold<ImportPresence, ImportEvent> = { initial: absent, evolve: foldImport };

function foldImport(presence: ImportPresence, event: StreamEvent<ImportEvent>): ImportPresence {
  if (event.type === 'ImportStarted') return { kind: 'present', document: started(event) };
  if (presence.kind !== 'present') throw new Error(`${event.type} of an import that is ${presence.kind}`);
  const { document } = presence;
  const stamp = { revision: event.revision, updatedAt: event.metadata.receivedAt };
  return { kind: 'present', document: { ...document, ...changes(document, event), ...stamp } };
}

function started({ data, revision, metadata }: StreamEvent<ImportStarted>): ImportDocument {
  const { importId, userId, format, unit, timezone, personal } = data;
  return {
    id: importId,
    userId,
    status: 'in_progress',
    format,
    fileName: personal.fileName,
    unit,
    timezone,
    counts: null,
    errors: [],
    createdAt: metadata.receivedAt,
    revision,
    updatedAt: metadata.receivedAt,
  };
}

function changes(
  { errors }: ImportDocument,
  { type, data }: Exclude<ImportEvent, ImportStarted>,
): Partial<ImportDocument> {
  switch (type) {
    case 'ImportReachedSessions':
    case 'ImportReachedMeasurements':
      return {};
    case 'ImportRowsRejected': {
      const { reasons } = data.personal;
      return { errors: [...errors, ...data.lines.map((line, index) => ({ line, reason: reasons[index] ?? '' }))] };
    }
    case 'ImportCompleted':
      return { status: 'completed', counts: data.counts };
    case 'ImportUndoBegun':
      return { status: 'undoing' };
    case 'ImportUndone':
      return { status: 'undone' };
    default:
      return assertNever(type);
  }
}
