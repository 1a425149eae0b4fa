import { present } from '../../../documents/presence.ts';
import type { EntryId, SetId } from '../../../events/ids.ts';
import { isSameJson } from '../../../events/json.ts';
import type { SessionEvent } from '../../../events/session.ts';
import { checkOrder } from '../rules.ts';
import { entryOf, isCorrection, type Session } from '../state.ts';

export type ReorderSets = Readonly<{
  type: 'ReorderSets';
  data: Readonly<{ entryId: EntryId; setIds: readonly SetId[] }>;
}>;

export function reorderSets({ data: { entryId, setIds } }: ReorderSets, session: Session): SessionEvent[] {
  const { document } = present(session.presence, 'session');
  const { sets } = entryOf(session, entryId);
  checkOrder(session, sets, setIds);
  const current = sets.map(({ id }) => id);
  if (isSameJson(current, setIds)) return [];
  return [{ type: 'SetsReordered', data: { entryId, setIds, correction: isCorrection(document) } }];
}
