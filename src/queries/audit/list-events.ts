import { auditOf, tell } from '../../documents/audit/all.ts';
import type { Presence } from '../../documents/presence.ts';
import { type AuditedEvent, auditedEventOf } from './audited-event.ts';
import { type EventFilters, matches } from './event-filters.ts';
import { type AskedHistory, type AuditPorts, readHistory } from './history.ts';

export type ListAuditEvents = AskedHistory &
  Readonly<{ filters: EventFilters; limit: number /** Only events after this revision. */; after: number | null }>;

/** A page of a history. `next` is the revision after which the next page begins; null on the last page. */
export type AuditPage = Readonly<{ items: readonly AuditedEvent[]; next: number | null }>;

/** The events of one aggregate in the order of its stream, each with a sentence about what it has changed. */
export async function listAuditEvents(ports: AuditPorts, question: ListAuditEvents): Promise<AuditPage> {
  const { kind, filters, limit, after } = question;
  const audit = auditOf(kind);
  const items: AuditedEvent[] = [];
  let state: Presence<unknown> = audit.fold.initial;
  for await (const event of readHistory(ports, question, 'listAuditEvents')) {
    const isWanted = (after === null || event.revision > after) && matches(event, filters);
    if (isWanted && items.length === limit) return { items, next: items.at(-1)?.revision ?? null };
    if (isWanted) {
      const told = tell(audit, state, event);
      items.push(auditedEventOf(event, told.sentence));
      ({ state } = told);
    } else state = audit.fold.evolve(state, event);
  }
  return { items, next: null };
}
