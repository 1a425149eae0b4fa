import { notFound } from '../../errors.ts';
import { streamOf } from '../../events/streams.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import type { SortOrder } from '../statements/list.ts';
import type { AuditedKind } from './audited-kinds.ts';
import { type AuditPorts, type AuditReader, maxRevisions } from './history.ts';
import type { PlaceFilters, PlacePage } from './list-places.ts';
import { type HistoryEvent, type TellMore, tellPlaces } from './tell-places.ts';

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

export type HistoryPage<Item = HistoryEvent> = Readonly<{ items: readonly Item[]; next: bigint | null; end: bigint }>;

/**
 * The events of all things of an athlete in the order of the log, or backwards. The read model says where they are; what
 * they say is read from the log: the streams of a page, each from its first event.
 */
export const listHistory = (ports: AuditPorts, question: ListHistory, operation: string): Promise<HistoryPage> =>
  listTold(ports, question, operation, () => ({}));

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
  const read = { athlete, reader, operation, about: null, at: ports.clock(), ...(goesOn && { goesOn }) };
  // Nothing is answered before the read is recorded. The log is read meanwhile.
  const [items] = await Promise.all([
    tellPlaces(ports, athlete, page.places, tellMore),
    ports.dataReads.record([read]),
  ]);
  return { ...page, items };
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
