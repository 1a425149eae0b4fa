import { auditOf } from '../../documents/audit/all.ts';
import { documentOf, type Presence } from '../../documents/presence.ts';
import type { RecordedEvent } from '../../events/event.ts';
import type { Instant } from '../../events/ids.ts';
import { type AskedHistory, type AuditPorts, readHistory } from './history.ts';

/** Up to which event a state is wanted: up to a revision, or up to a time; without both, up to the last one. */
export type AsOf = Readonly<{ revision?: number | undefined; at?: Instant | undefined }>;

/**
 * An aggregate as it was after the event with this revision. Both are null before the first event. `document` is null
 * unless the status is `present`.
 */
export type PastState = Readonly<{
  status: Presence<unknown>['kind'];
  revision: number | null;
  recordedAt: Instant | null;
  document: Readonly<Record<string, unknown>> | null;
}>;

/**
 * The state after the longest beginning of the history that was recorded by a time, or that ends with a revision. Null
 * if the history does not have that revision.
 */
export async function getPastState(ports: AuditPorts, { asOf, ...asked }: GetPastState): Promise<PastState | null> {
  const { fold } = auditOf(asked.kind);
  let state: Presence<unknown> = fold.initial;
  let last: RecordedEvent | null = null;
  for await (const event of readHistory(ports, asked, 'getAuditState')) {
    if (asOf.at !== undefined && event.recordedAt > asOf.at) break;
    state = fold.evolve(state, event);
    last = event;
    if (event.revision === asOf.revision) break;
  }
  if (asOf.revision !== undefined && last?.revision !== asOf.revision) return null;
  return {
    status: state.kind,
    revision: last?.revision ?? null,
    recordedAt: last?.recordedAt ?? null,
    document: documentOf(state) as PastState['document'],
  };
}

export type GetPastState = AskedHistory & Readonly<{ asOf: AsOf }>;
