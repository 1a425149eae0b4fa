import { type Missing, notFound } from '../errors.ts';
import type { AnyEvent, StreamEvent } from '../events/event.ts';

/** An aggregate that has no events yet. */
export type Absent = Readonly<{ kind: 'absent' }>;
/** An aggregate that exists. `Beside` is what decisions read and clients do not see. */
export type Present<Document, Beside = unknown> = Readonly<{ kind: 'present'; document: Document } & Beside>;
/** An aggregate that was deleted or erased; nothing of it is kept. */
export type Gone = Readonly<{ kind: 'gone' }>;

/** What the events of one stream make of an aggregate. */
export type Presence<Document, Beside = unknown> = Absent | Present<Document, Beside> | Gone;

export const absent: Absent = { kind: 'absent' };
export const gone: Gone = { kind: 'gone' };

/** The aggregate if it exists. Refuses with the aggregate's `…-not-found` otherwise. */
export function present<P extends Presence<unknown>>(presence: P, what: Missing): Extract<P, { kind: 'present' }> {
  if (presence.kind !== 'present') throw notFound(what);
  return presence as Extract<P, { kind: 'present' }>;
}

/** The document if the aggregate exists, null otherwise. */
export const documentOf = <Document>(presence: Presence<Document>): Document | null =>
  presence.kind === 'present' ? presence.document : null;

/** How a state follows from the events of one stream. */
export type Fold<State, Event extends AnyEvent> = Readonly<{
  initial: State;
  evolve: (state: State, event: StreamEvent<Event>) => State;
}>;

/** The state after the events of a stream, which continue `from`. The caller passes the fold that belongs to the stream. */
export const replay = <State, Event extends AnyEvent>(
  { initial, evolve }: Fold<State, Event>,
  events: readonly StreamEvent[],
  from: State = initial,
): State => (events as readonly StreamEvent<Event>[]).reduce(evolve, from);
