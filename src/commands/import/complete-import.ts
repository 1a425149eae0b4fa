import type { ImportDocument } from '../../documents/import.ts';
import type { ImportCounts, ImportEvent } from '../../events/import.ts';
import { count } from '../../events/values.ts';
import { checkInteger } from '../checks.ts';
import { checkNotUndone } from './state.ts';

export type CompleteImport = Readonly<{ type: 'CompleteImport'; data: Readonly<{ counts: ImportCounts }> }>;

export function completeImport({ data }: CompleteImport, document: ImportDocument): ImportEvent[] {
  checkNotUndone(document);
  if (document.status === 'completed') return [];
  for (const [field, value] of Object.entries(data.counts)) checkInteger(field, value, count);
  return [{ type: 'ImportCompleted', data }];
}
