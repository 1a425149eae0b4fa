import { type ImportPresence, importFold } from '../../documents/import.ts';
import { present } from '../../documents/presence.ts';
import { assertNever, notFound } from '../../errors.ts';
import type { ImportEvent } from '../../events/import.ts';
import type { Decider, DecisionContext } from '../decider.ts';
import { type BeginUndo, beginUndo } from './begin-undo.ts';
import { type CompleteImport, completeImport } from './complete-import.ts';
import { type FinishUndo, finishUndo } from './finish-undo.ts';
import { type ReachMeasurements, reachMeasurements } from './reach-measurements.ts';
import { type ReachSessions, reachSessions } from './reach-sessions.ts';
import { type RejectRows, rejectRows } from './reject-rows.ts';
import { type StartImport, startImport } from './start-import.ts';

export type ImportCommand =
  | StartImport
  | ReachSessions
  | ReachMeasurements
  | RejectRows
  | CompleteImport
  | BeginUndo
  | FinishUndo;

/** The decider of an import. An import that a crash interrupted can be started again; once undone, it stays undone. */
export const fileImport: Decider<ImportPresence, ImportCommand, ImportEvent, ImportPresence> = {
  ...importFold,
  category: 'import',
  admit({ type }, state, { by }) {
    if (type === 'StartImport' && state.kind === 'absent') return;
    if (present(state, 'import').document.userId !== by) throw notFound('import');
  },
  decide,
  presence: (state) => state,
  occurredAt: () => null,
  claims: () => [],
  quota: { kind: 'imports', counts: (state) => state.kind === 'present' && state.document.status !== 'undone' },
};

function decide(command: ImportCommand, state: ImportPresence, { by }: DecisionContext): readonly ImportEvent[] {
  if (command.type === 'StartImport') return startImport(command, state, by);
  const { document } = present(state, 'import');
  switch (command.type) {
    case 'ReachSessions':
      return reachSessions(command, document);
    case 'ReachMeasurements':
      return reachMeasurements(command, document);
    case 'RejectRows':
      return rejectRows(command, document);
    case 'CompleteImport':
      return completeImport(command, document);
    case 'BeginUndo':
      return beginUndo(document);
    case 'FinishUndo':
      return finishUndo(document);
    default:
      return assertNever(command);
  }
}
