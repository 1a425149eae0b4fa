import type { ImportDocument } from '../../documents/import.ts';
import type { NoData } from '../../events/event.ts';
import type { ImportEvent } from '../../events/import.ts';
import { isUndone } from './state.ts';

/**
 * Begins the undo of the import. After this, the import refuses every command except the one that finishes the undo.
 */
export type BeginUndo = Readonly<{ type: 'BeginUndo'; data: NoData }>;

export const beginUndo = (document: ImportDocument): ImportEvent[] =>
  isUndone(document) ? [] : [{ type: 'ImportUndoBegun', data: {} }];
