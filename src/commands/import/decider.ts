import { type ImportDocument, type ImportPresence, importFold } from '../../documents/import.ts';
import { documentOf } from '../../documents/presence.ts';
import { assertNever, DomainError, notFound } from '../../errors.ts';
import type { ImportId, SessionId, TimeZone } from '../../events/ids.ts';
import type { ImportCounts, ImportEvent, RejectedRow } from '../../events/import.ts';
import type { ImportFormat, WeightUnit } from '../../events/values.ts';
import type { Decider, DecisionContext } from '../decider.ts';

export type ImportCommand =
  | Readonly<{
      type: 'StartImport';
      data: Readonly<{
        importId: ImportId;
        format: ImportFormat;
        unit: WeightUnit | null;
        timezone: TimeZone;
        fileName: string | null;
      }>;
    }>
  | Readonly<{ type: 'ReachSessions'; data: Readonly<{ sessionIds: readonly SessionId[] }> }>
  | Readonly<{ type: 'RejectRows'; data: Readonly<{ rows: readonly RejectedRow[] }> }>
  | Readonly<{ type: 'CompleteImport'; data: Readonly<{ counts: ImportCounts }> }>
  | Readonly<{ type: 'BeginUndo' | 'FinishUndo'; data: Record<never, never> }>;

/** Rejected rows that an import keeps, which a list of imports shows with each of them. */
export const maxRejectedRows = 1_000;

/** A file on its way into the log. It may be started over after a crash, and is final once undone. */
export const fileImport: Decider<ImportPresence, ImportCommand, ImportEvent, ImportPresence> = {
  category: 'import',
  ...importFold,
  admit({ type }, state, { by }) {
    const isNew = type === 'StartImport' && state.kind === 'absent';
    if (!isNew && documentOf(state)?.userId !== by) throw notFound('import');
  },
  decide,
  presence: (state) => state,
  occurredAt: () => null,
  claims: () => [],
};

function decide(
  { type, data }: ImportCommand,
  presence: ImportPresence,
  { by }: DecisionContext,
): readonly ImportEvent[] {
  const state = documentOf(presence);
  const status = state?.status;
  if (type === 'BeginUndo') return isUndone(status) ? [] : [{ type: 'ImportUndoBegun', data: {} }];
  if (type === 'FinishUndo') return status === 'undone' ? [] : [{ type: 'ImportUndone', data: {} }];
  ensureNotUndone(status);
  switch (type) {
    case 'StartImport': {
      if (state) return [];
      const { importId, format, unit, timezone, fileName } = data;
      return [
        { type: 'ImportStarted', data: { importId, userId: by, format, unit, timezone, personal: { fileName } } },
      ];
    }
    case 'ReachSessions':
      return [{ type: 'ImportReachedSessions', data }];
    case 'RejectRows': {
      // An import that a crash cut short comes by the same rows again.
      const known = new Set(state?.errors.map(({ line }) => line));
      const room = Math.max(0, maxRejectedRows - known.size);
      const rows = data.rows.filter(({ line }) => !known.has(line)).slice(0, room);
      if (rows.length === 0) return [];
      const reasons = rows.map(({ reason }) => reason);
      return [{ type: 'ImportRowsRejected', data: { lines: rows.map(({ line }) => line), personal: { reasons } } }];
    }
    case 'CompleteImport':
      return status === 'completed' ? [] : [{ type: 'ImportCompleted', data }];
    default:
      return assertNever(type);
  }
}

type Status = ImportDocument['status'] | undefined;

/** Undone, or being undone: nothing is to be done for it any more. */
export const isUndone = (status: Status): boolean => status === 'undoing' || status === 'undone';

export function ensureNotUndone(status: Status): void {
  if (isUndone(status)) throw new DomainError('import-undone', 'This import was undone.');
}
