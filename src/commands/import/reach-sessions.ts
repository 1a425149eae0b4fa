import type { ImportDocument } from '../../documents/import.ts';
import type { SessionId } from '../../events/ids.ts';
import type { ImportEvent } from '../../events/import.ts';
import { checkNotUndone } from './state.ts';

/** Records which training sessions the import is about to change, so that an undo finds them. */
export type ReachSessions = Readonly<{ type: 'ReachSessions'; data: Readonly<{ sessionIds: readonly SessionId[] }> }>;

export function reachSessions({ data }: ReachSessions, document: ImportDocument): ImportEvent[] {
  checkNotUndone(document);
  return [{ type: 'ImportReachedSessions', data }];
}
