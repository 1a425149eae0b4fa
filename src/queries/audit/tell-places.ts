import { auditOf, tell } from '../../documents/audit/all.ts';
import { masked } from '../../documents/audit/masked.ts';
import { documentOf, type Presence } from '../../documents/presence.ts';
import type { RecordedEvent } from '../../events/event.ts';
import type { AccountId } from '../../events/ids.ts';
import { streamOf } from '../../events/streams.ts';
import { readActingApps } from './app-names.ts';
import { type AuditedEvent, auditedEventOf } from './audited-event.ts';
import type { AuditedKind } from './audited-kinds.ts';
import { type AuditPorts, historyDamaged, readStream } from './history.ts';
import type { EventPlace } from './list-places.ts';

/** An event with the thing that it is about, and its place in the log, as text because it may be larger than numbers are. */
export type HistoryEvent = AuditedEvent & Readonly<{ about: { kind: AuditedKind; id: string }; position: string }>;

/** What is told of an event besides the event, from the document before it; null if there was none. */
export type TellMore<More> = (event: RecordedEvent, before: unknown) => More;

/** How many streams are read at the same time. */
const atOnce = 8;

type ToldPlace<More> = Readonly<{ event: RecordedEvent; sentence: string; more: More }>;

/** The events at these places, in the same order. */
export async function tellPlaces<More extends object>(
  ports: AuditPorts,
  athlete: AccountId,
  places: readonly EventPlace[],
  tellMore: TellMore<More>,
): Promise<readonly (HistoryEvent & More)[]> {
  const told = new Map<bigint, ToldPlace<More>>();
  const streams = [...Map.groupBy(places, ({ kind, id }) => streamOf(kind, id)).values()];
  for (let from = 0; from < streams.length; from += atOnce) {
    const group = streams.slice(from, from + atOnce);
    const found = await Promise.all(group.map((each) => tellStream(ports, athlete, each, tellMore)));
    for (const each of found.flat()) told.set(each.event.position, each);
  }
  const events = [...told.values()].map(({ event }) => event);
  const appOf = await readActingApps(ports, events);
  return places.map(({ position, kind, id }) => {
    const found = told.get(position);
    // The read model has seen an event that the log does not have any more.
    if (!found) throw historyDamaged();
    const audited = auditedEventOf(found.event, found.sentence, appOf(found.event));
    return { ...audited, about: { kind, id }, position: String(position), ...found.more };
  });
}

async function tellStream<More extends object>(
  { store }: AuditPorts,
  athlete: AccountId,
  places: readonly EventPlace[],
  tellMore: TellMore<More>,
): Promise<readonly ToldPlace<More>[]> {
  const [{ kind, id }] = places as readonly [EventPlace];
  const wanted = new Set(places.map(({ revision }) => revision));
  const audit = auditOf(kind);
  const found: ToldPlace<More>[] = [];
  let state: Presence<unknown> = audit.fold.initial;
  for await (const recorded of readStream(store, streamOf(kind, id), Math.max(...wanted))) {
    const event = masked(recorded);
    if (event.metadata.owner !== athlete) throw historyDamaged();
    if (!wanted.has(event.revision)) {
      state = audit.fold.evolve(state, event);
      continue;
    }
    const more = tellMore(event, documentOf(state));
    const told = tell(audit, state, event);
    state = told.state;
    found.push({ event, sentence: told.sentence, more });
  }
  return found;
}
