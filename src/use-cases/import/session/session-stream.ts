import { present, replay } from '../../../documents/presence.ts';
import { type SessionDocument, type SessionPresence, sessionFold } from '../../../documents/session.ts';
import type { RecordedEvent, StreamEvent } from '../../../events/event.ts';
import type { SessionId } from '../../../events/ids.ts';
import type { SessionEvent } from '../../../events/session.ts';
import { streamOf } from '../../../events/streams.ts';
import type { EventStore } from '../../../ports/event-store.ts';

type SessionRecord = RecordedEvent<SessionEvent>;

/** All events of one training session, so that the revision of an event is its index. */
export type SessionEvents = readonly SessionRecord[];

export const readSession = async (store: EventStore, id: SessionId): Promise<SessionEvents> =>
  (await store.read(streamOf('session', id))) as SessionEvents;

export const presenceOf = (events: readonly StreamEvent<SessionEvent>[], from?: SessionPresence): SessionPresence =>
  replay(sessionFold, events, from);

/** Returns the session's document as it was after the event with this revision. */
export const documentAfter = (events: SessionEvents, revision: number): SessionDocument =>
  documentOf(events.slice(0, revision + 1));

/** Returns the session's document after all its events, or after those that follow the state `from`. */
export const documentOf = (events: readonly StreamEvent<SessionEvent>[], from?: SessionPresence): SessionDocument =>
  present(presenceOf(events, from), 'session').document;

/** Whether the event was appended by an import or by the undo of one. */
export const isByImport = ({ metadata }: SessionRecord): boolean => metadata.actor.via === 'import';

/** Makes a predicate that tells whether the import or the undo with this id appended an event. */
export const isCausedBy =
  (id: string) =>
  ({ metadata }: SessionRecord): boolean =>
    metadata.$causationId === id;
