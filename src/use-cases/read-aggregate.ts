import { type Fold, type Presence, replay } from '../documents/presence.ts';
import type { AnyEvent } from '../events/event.ts';
import type { Owner } from '../events/ids.ts';
import type { Category } from '../events/schemas.ts';
import { streamOf } from '../events/streams.ts';
import type { EventStore } from '../ports/event-store.ts';

/** The parts of a decider that compute from the events whether an aggregate is absent, present or gone. */
type Readable<State, Event extends AnyEvent, P extends Presence<unknown>> = Fold<State, Event> &
  Readonly<{ category: Category; presence: (state: State) => P }>;

export type ReadAggregate = <State, Event extends AnyEvent, P extends Presence<unknown>>(
  decider: Readable<State, Event, P>,
  id: string,
) => Promise<P>;

/** Returns the owner of an aggregate, deleted ones too; null when it never existed. */
export type ReadOwner = (decider: Readonly<{ category: Category }>, id: string) => Promise<Owner | null>;

export const createReadOwner =
  (store: EventStore): ReadOwner =>
  async ({ category }, id) =>
    (await store.read(streamOf(category, id), undefined, 0))[0]?.metadata.owner ?? null;

/** Reads an aggregate from its stream. */
export const createReadAggregate =
  (store: EventStore): ReadAggregate =>
  async (decider, id) =>
    decider.presence(replay(decider, await store.read(streamOf(decider.category, id))));
