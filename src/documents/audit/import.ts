import { assertNever } from '../../errors.ts';
import type { StreamEvent } from '../../events/event.ts';
import type { ImportCounts, ImportEvent } from '../../events/import.ts';
import { type ImportDocument, importFold } from '../import.ts';
import type { Audit } from './audit.ts';
import { counted, differencesOf, type Part, quoted } from './words.ts';

/** How the history of an import is told. */
export const importAudit: Audit<ImportEvent, ImportDocument> = {
  fold: importFold,
  sentence,
  differences: (before, after) => differencesOf('Import', parts, before, after),
};

const parts: readonly Part<ImportDocument>[] = [
  ['status', ({ status }) => status.replaceAll('_', ' ')],
  ['counts', ({ counts }) => (counts === null ? 'none' : countsText(counts))],
  ['rejected rows', ({ errors }) => String(errors.length)],
];

function countsText(counts: ImportCounts): string {
  const { sessions, sets, added, updated, unchanged, removed, rejected } = counts;
  const ofSets = `${added} added, ${updated} updated, ${unchanged} unchanged, ${removed} removed`;
  return `${counted(sessions, 'session')}, ${counted(sets, 'set')} (${ofSets}), ${counted(rejected, 'rejected row')}`;
}

function sentence(event: StreamEvent<ImportEvent>): string {
  switch (event.type) {
    case 'ImportStarted': {
      const { personal, format } = event.data;
      return `Import of ${personal.fileName === null ? 'a file' : quoted(personal.fileName)} (${format}) started`;
    }
    case 'ImportReachedSessions':
      return `Import begins to change ${counted(event.data.sessionIds.length, 'session')}`;
    case 'ImportReachedMeasurements':
      return `Import begins to change ${counted(event.data.measurementIds.length, 'body measurement')}`;
    case 'ImportRowsRejected':
      return `${counted(event.data.lines.length, 'row')} of the file rejected`;
    case 'ImportCompleted':
      return `Import completed: ${countsText(event.data.counts)}`;
    case 'ImportUndoBegun':
      return 'Undo of the import started';
    case 'ImportUndone':
      return 'Import undone';
    default:
      return assertNever(event);
  }
}
