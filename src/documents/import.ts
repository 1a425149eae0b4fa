import { assertNever } from '../errors.ts';
import type { StreamEvent } from '../events/event.ts';
import type { AccountId, ImportId, Instant, TimeZone } from '../events/ids.ts';
import type { ImportCounts, ImportEvent, RejectedRow } from '../events/import.ts';
import type { ImportFormat, ImportStatus, WeightUnit } from '../events/values.ts';

/** One import and its report. An import that never finished has no counts and stays `in_progress`. */
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

/** Folds one fact into the import's document; null before its start. */
export function foldImport(document: ImportDocument | null, fact: StreamEvent<ImportEvent>): ImportDocument | null {
  const stamp = { revision: fact.revision, updatedAt: fact.metadata.receivedAt };
  if (fact.type === 'ImportStarted') {
    const { importId, userId, format, unit, timezone, personal } = fact.data;
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
      createdAt: fact.metadata.receivedAt,
      ...stamp,
    };
  }
  if (!document) throw new Error(`${fact.type} precedes ImportStarted`);
  return { ...document, ...changes(document, fact), ...stamp };
}

function changes(
  { errors }: ImportDocument,
  { type, data }: Exclude<ImportEvent, { type: 'ImportStarted' }>,
): Partial<ImportDocument> {
  switch (type) {
    case 'ImportReachedSessions':
      return {};
    case 'ImportRowsRejected':
      return {
        errors: [...errors, ...data.lines.map((line, at) => ({ line, reason: data.personal.reasons[at] ?? '' }))],
      };
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
