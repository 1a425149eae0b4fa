import type { AnyEvent, StreamEvent } from '../../events/event.ts';
import type { Fold, Presence } from '../presence.ts';

/** The documents of an aggregate before and after an event; null where it is absent or gone. */
export type Around<Document> = Readonly<{ before: Document | null; after: Document | null }>;

/** How the history of one kind of aggregate is told: its fold, and what happened in plain English. */
export type Audit<Event extends AnyEvent, Document, State extends Presence<Document> = Presence<Document>> = Readonly<{
  fold: Fold<State, Event>;
  /** Tells what an event has changed, with the values before and after it, in the units that the athlete typed. */
  sentence: (event: StreamEvent<Event>, around: Around<Document>) => string;
  /** Tells how two documents of the same aggregate differ, a sentence for each part that differs. */
  differences: (before: Document, after: Document) => readonly string[];
}>;
