import { foldImport, type ImportDocument } from '../../documents/import.ts';
import { assertNever, DomainError } from '../../errors.ts';
import type { ImportId, SessionId, TimeZone } from '../../events/ids.ts';
import type { ImportCounts, ImportEvent, ImportFormat, RejectedRow } from '../../events/import.ts';
import type { Decider, Setting } from '../decider.ts';

export type ImportCommand =
  | Readonly<{
      type: 'StartImport';
      data: Readonly<{
        importId: ImportId;
        format: ImportFormat;
        unit: 'kg' | 'lb' | null;
        timezone: TimeZone;
        fileName: string | null;
      }>;
    }>
  | Readonly<{ type: 'ReachSessions'; data: Readonly<{ sessionIds: readonly SessionId[] }> }>
  | Readonly<{ type: 'RejectRows'; data: Readonly<{ rows: readonly RejectedRow[] }> }>
  | Readonly<{ type: 'CompleteImport'; data: Readonly<{ counts: ImportCounts }> }>
  | Readonly<{ type: 'BeginUndo' | 'FinishUndo'; data: Record<never, never> }>;

type Import = ImportDocument | null;

/** A file on its way into the log. It may be started over after a crash, and is final once undone. */
export const fileImport: Decider<Import, ImportCommand, ImportEvent, ImportDocument> = {
  category: 'import',
  initial: null,
  evolve: foldImport,
  admit({ type }, state, { by }) {
    if (type === 'StartImport' ? state && state.userId !== by : state?.userId !== by) {
      throw new DomainError('import-not-found', 'No such import.');
    }
  },
  decide,
  document(state) {
    if (!state) throw new Error('An absent import has no document');
    return state;
  },
  occurredAt: () => null,
  claims: () => [],
};

function decide(command: ImportCommand, state: Import, { by }: Setting): readonly ImportEvent[] {
  const { type, data } = command;
  const status = state?.status;
  if (type === 'BeginUndo')
    return status === 'undoing' || status === 'undone' ? [] : [{ type: 'ImportUndoBegun', data: {} }];
  if (type === 'FinishUndo') return status === 'undone' ? [] : [{ type: 'ImportUndone', data: {} }];
  if (status === 'undoing' || status === 'undone') throw new DomainError('import-undone', 'This import was undone.');
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
      const lines = data.rows.map(({ line }) => line);
      return [
        { type: 'ImportRowsRejected', data: { lines, personal: { reasons: data.rows.map(({ reason }) => reason) } } },
      ];
    }
    case 'CompleteImport':
      return [{ type: 'ImportCompleted', data }];
    default:
      return assertNever(command);
  }
}
