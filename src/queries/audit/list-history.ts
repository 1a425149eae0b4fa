import { auditOf, tell } from '../../documents/audit/all.ts';
import { documentOf, type Presence } from '../../documents/presence.ts';
import { notFound } from '../../errors.ts';
import type { RecordedEvent } from '../../events/event.ts';
import type { AccountId } from '../../events/ids.ts';
import { streamOf } from '../../events/streams.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import type { SortOrder } from '../statements/list.ts';
import { readAppNames } from './app-names.ts';
import { type AuditedEvent, auditedEventOf } from './audited-event.ts';
import type { AuditedKind } from './audited-kinds.ts';
import { type AuditPorts, type AuditReader, historyDamaged, maxRevisions, readStream } from './history.ts';
import type { EventPlace, PlaceFilters, PlacePage } from './list-places.ts';

export type ListHistory = AuditReader &
  Readonly<{
    /** Only events of these kinds of things. @defaultValue all that the reader may read */
    kinds?: readonly AuditedKind[] | undefined;
    filters: PlaceFilters;
    sortOrder: SortOrder;
    /** The log position after which the page begins. */
    after: bigint | null;
    limit: number;
    /** Whether an earlier question was recorded as the beginning of the same read. */
    goesOn?: true;
    requiredPosition: RequiredPosition;
  }>;

/** An event with the thing that it is about, and its place in the log, as text because it may be larger than numbers are. */
export type HistoryEvent = AuditedEvent & Readonly<{ about: { kind: AuditedKind; id: string }; position: string }>;
export type HistoryPage<Item = HistoryEvent> = Readonly<{ items: readonly Item[]; next: bigint | null; end: bigint }>;

/**
 * The events of all things of an athlete in the order of the log, or backwards. The read model says where they are; what
 * they say is read from the log: the streams of a page, each from its first event.
 */
export const listHistory = (ports: AuditPorts, question: ListHistory, operation: string): Promise<HistoryPage> =>
  listTold(ports, question, operation, () => ({}));

/** What is told of an event besides the event, from the document before it; null if there was none. */
type TellMore<More> = (event: RecordedEvent, before: unknown) => More;

/** A page of the history, with more about each of its events. */
export async function listTold<More extends object>(
  ports: AuditPorts,
  question: ListHistory,
  operation: string,
  tellMore: TellMore<More>,
): Promise<HistoryPage<HistoryEvent & More>> {
  const { reader, athlete, goesOn, requiredPosition, ...rest } = question;
  const readable = await ports.readableKinds(reader, athlete);
  if (readable.length === 0) throw notFound('history');
  const kinds = question.kinds?.filter((kind) => readable.includes(kind)) ?? readable;
  const page = withinReach(await ports.listPlaces({ ...rest, kinds, athlete, requiredPosition }));
  await ports.dataReads.record([
    { athlete, reader, operation, about: null, at: ports.clock(), ...(goesOn && { goesOn }) },
  ]);
  return { ...page, items: await tellPlaces(ports, athlete, page.places, tellMore) };
}

/** The page with as many of its places as can be told from 20,000 events of the log. It has at least one place. */
function withinReach(page: PlacePage): PlacePage {
  const lengths = new Map<string, number>();
  for (const [at, { kind, id, revision }] of page.places.entries()) {
    const stream = streamOf(kind, id);
    lengths.set(stream, Math.max(lengths.get(stream) ?? 0, revision + 1));
    const sum = lengths.values().reduce((total, length) => total + length, 0);
    const last = page.places[at - 1];
    if (sum > maxRevisions && last) return { ...page, places: page.places.slice(0, at), next: last.position };
  }
  return page;
}

/** How many streams are read at the same time. */
const atOnce = 8;

type ToldPlace<More> = Readonly<{ event: RecordedEvent; sentence: string; more: More }>;

/** The events at these places, in the same order. */
async function tellPlaces<More extends object>(
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
  const appOf = await readAppNames(ports, events);
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
  for await (const event of readStream(store, streamOf(kind, id), Math.max(...wanted))) {
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
