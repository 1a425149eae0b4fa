import type { ImportDocument } from '../../documents/import.ts';
import type { NoData } from '../../events/event.ts';
import type { ImportEvent } from '../../events/import.ts';

export type FinishUndo = Readonly<{ type: 'FinishUndo'; data: NoData }>;

export const finishUndo = ({ status }: ImportDocument): ImportEvent[] =>
  status === 'undone' ? [] : [{ type: 'ImportUndone', data: {} }];
