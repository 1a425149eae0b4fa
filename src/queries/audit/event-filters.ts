import type { RecordedEvent } from '../../events/event.ts';
import type { Instant } from '../../events/ids.ts';
import type { Channel } from '../../events/values.ts';

/** Which events of a history are wanted. A time `…From` is included, a time `…To` is not. */
export type EventFilters = Readonly<{
  types?: ReadonlySet<string> | undefined;
  actor?: string | undefined;
  via?: Channel | undefined;
  occurredFrom?: Instant | undefined;
  occurredTo?: Instant | undefined;
  recordedFrom?: Instant | undefined;
  recordedTo?: Instant | undefined;
}>;

export function matches({ type, recordedAt, metadata }: RecordedEvent, filters: EventFilters): boolean {
  const { types, actor, via, occurredFrom, occurredTo, recordedFrom, recordedTo } = filters;
  return (
    (types === undefined || types.has(type)) &&
    (actor === undefined || metadata.actor.id === actor) &&
    (via === undefined || metadata.actor.via === via) &&
    isWithin(metadata.occurredAt, occurredFrom, occurredTo) &&
    isWithin(recordedAt, recordedFrom, recordedTo)
  );
}

const isWithin = (at: Instant, from: Instant | undefined, to: Instant | undefined): boolean =>
  (from === undefined || at >= from) && (to === undefined || at < to);
