import { auditOf } from '../../documents/audit/all.ts';
import { type PatchOperation, patchBetween } from '../../documents/audit/json-patch.ts';
import { documentOf, type Presence } from '../../documents/presence.ts';
import { type AskedHistory, type AuditPorts, readHistory } from './history.ts';

/** `from` and `to` are revisions of the same history; `from` is not greater. */
export type GetDifference = AskedHistory & Readonly<{ from: number; to: number }>;

/** How an aggregate has changed from a revision to a later one. The patch is about the documents, null for none. */
export type Difference = Readonly<{ sentences: readonly string[]; patch: readonly PatchOperation[] }>;

/** The difference between two revisions in words and as JSON Patch. Null if the history lacks one of the revisions. */
export async function getDifference(
  ports: AuditPorts,
  { from, to, ...asked }: GetDifference,
): Promise<Difference | null> {
  const { fold, differences } = auditOf(asked.kind);
  let state: Presence<unknown> = fold.initial;
  let older: Presence<unknown> | null = null;
  for await (const event of readHistory(ports, asked, 'getAuditDifference')) {
    state = fold.evolve(state, event);
    if (event.revision === from) older = state;
    if (event.revision !== to || older === null) continue;
    const [before, after] = [documentOf(older), documentOf(state)];
    const sentences = before && after ? differences(before, after) : presenceWords(older, state);
    return { sentences, patch: patchBetween(before, after) };
  }
  return null;
}

function presenceWords(before: Presence<unknown>, after: Presence<unknown>): readonly string[] {
  if (before.kind === after.kind) return [];
  return [after.kind === 'present' ? 'It was created' : 'It was deleted'];
}
