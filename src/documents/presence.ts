import { type Missing, notFound } from '../errors.ts';
import type { AnyEvent, StreamEvent } from '../events/event.ts';

/** An aggregate that has no events yet. */
export type Absent = Readonly<{ kind: 'absent' }>;
/** An aggregate that exists. `Beside` is additional state that decisions read and clients do not see. */
export type Present<Document, Beside = unknown> = Readonly<{ kind: 'present'; document: Document } & Beside>;
/** An aggregate that was deleted or erased; nothing of its content is kept. */
export type Gone = Readonly<{ kind: 'gone' }>;

/** What an aggregate is after the events of its stream: absent, present with its document, or gone. */
export type Presence<Document, Beside = unknown> = Absent | Present<Document, Beside> | Gone;

export const absent: Absent = { kind: 'absent' };
export const gone: Gone = { kind: 'gone' };

/** Returns the aggregate if it exists, otherwise refuses with the code `…-not-found` for its kind. */
export function present<P extends Presence<unknown>>(presence: P, what: Missing): Extract<P, { kind: 'present' }> {
  if (presence.kind !== 'present') throw notFound(what, presence.kind === 'gone');
  return presence as Extract<P, { kind: 'present' }>;
}

/** Returns the document if the aggregate exists, null otherwise. */
export const documentOf = <Document>(presence: Presence<Document>): Document | null =>
  presence.kind === 'present' ? presence.document : null;

/**
 * How a state is computed from the events of a stream: the state before the first event, and the step for each event.
 */
export type Fold<State, Event extends AnyEvent> = Readonly<{
  initial: State;
  evolve: (state: State, event: StreamEvent<Event>) => State;
}>;

/**
 * Folds `events`, which follow the state `from`, and returns the state after them. The caller must pass the fold of
 * that kind of stream.
 */
export const replay = <State, Event extends AnyEvent>(
  { initial, evolve }: Fold<State, Event>,
  events: readonly StreamEvent[],
  from: State = initial,
): State => (events as readonly StreamEvent<Event>[]).reduce(evolve, from);
