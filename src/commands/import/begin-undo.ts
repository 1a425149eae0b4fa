import type { ImportDocument } from '../../documents/import.ts';
import type { NoData } from '../../events/event.ts';
import type { ImportEvent } from '../../events/import.ts';
import { isUndone } from './state.ts';

/** From now on the import refuses everything but the end of its undo. */
export type BeginUndo = Readonly<{ type: 'BeginUndo'; data: NoData }>;

export const beginUndo = (document: ImportDocument): ImportEvent[] =>
  isUndone(document) ? [] : [{ type: 'ImportUndoBegun', data: {} }];
