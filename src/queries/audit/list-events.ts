import { auditOf, tell } from '../../documents/audit/all.ts';
import type { Presence } from '../../documents/presence.ts';
import type { RecordedEvent } from '../../events/event.ts';
import { readActingApps } from './app-names.ts';
import { type AuditedEvent, auditedEventOf } from './audited-event.ts';
import { type EventFilters, matches } from './event-filters.ts';
import { type AskedHistory, type AuditPorts, readHistory } from './history.ts';

export type ListAuditEvents = AskedHistory &
  Readonly<{ filters: EventFilters; limit: number /** Only events after this revision. */; after: number | null }>;

type ToldEvent = Readonly<{ event: RecordedEvent; sentence: string }>;

/** A page of a history. `next` is the revision after which the next page begins; null on the last page. */
export type AuditPage = Readonly<{ items: readonly AuditedEvent[]; next: number | null }>;

/** The events of one aggregate in the order of its stream, each with a sentence about what it has changed. */
export async function listAuditEvents(ports: AuditPorts, question: ListAuditEvents): Promise<AuditPage> {
  const { kind, filters, limit, after } = question;
  const audit = auditOf(kind);
  const found: ToldEvent[] = [];
  let hasMore = false;
  let state: Presence<unknown> = audit.fold.initial;
  for await (const event of readHistory(ports, question, 'listAuditEvents')) {
    const isWanted = (after === null || event.revision > after) && matches(event, filters);
    hasMore = isWanted && found.length === limit;
    if (hasMore) break;
    if (isWanted) {
      const told = tell(audit, state, event);
      found.push({ event, sentence: told.sentence });
      ({ state } = told);
    } else state = audit.fold.evolve(state, event);
  }
  const appOf = await readActingApps(
    ports,
    found.map(({ event }) => event),
  );
  const items = found.map(({ event, sentence }) => auditedEventOf(event, sentence, appOf(event)));
  return { items, next: hasMore ? (items.at(-1)?.revision ?? null) : null };
}
