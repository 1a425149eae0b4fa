import type { SessionDocument, SessionPresence } from '../../../documents/session.ts';
import type { SessionId } from '../../../events/ids.ts';
import { streamOf } from '../../../events/streams.ts';
import type { Origin, PlanPorts } from './plan-session.ts';
import { documentAfter, isByImport, presenceOf, readSession, type SessionEvents } from './session-stream.ts';

/**
 * One of the numbered places for the sessions that imports of one format make from workouts with the same start. The
 * first place was given to the first workout with that start, and so on; the ids of sessions are derived from places.
 */
export type Place = Readonly<{
  /** The text from which the session's id is derived. After an undo, the same place has another key. */
  key: string;
  sessionId: SessionId;
  events: SessionEvents;
  presence: SessionPresence;
  /** The session as the last import left it; null if there is no session in this place. */
  base: SessionDocument | null;
  /** Whether no import has ever used this place. Places after it are unused too, unless a workout was rejected. */
  isUnused: boolean;
}>;

/** Derives an id of the workouts with this start from a key. */
export const createDerive = ({ ids }: Pick<PlanPorts, 'ids'>, { userId }: Origin, localStart: string) => {
  const ms = Date.parse(`${localStart}Z`);
  return (key: string): string => ids.deriveAt(ms, userId, key);
};

export const readPlace = (ports: PlanPorts, origin: Origin, localStart: string, number: number): Promise<Place> =>
  readNamedPlace(ports, origin, localStart, `${localStart}${number === 1 ? '' : `#${number}`}`);

/**
 * The place of a workout that has the id of a session in the account that exported the file. If the importing account
 * has a session with that id, it is the same session, which no import has to change.
 */
export async function readPlaceOfId(
  ports: PlanPorts,
  origin: Origin,
  localStart: string,
  id: SessionId,
): Promise<Place> {
  // No more than the owner is read of a session that may belong to someone else.
  const [first] = await ports.store.read(streamOf('session', id), undefined, 0);
  if (first?.metadata.owner !== origin.userId) return readNamedPlace(ports, origin, localStart, id);
  const events = await readSession(ports.store, id);
  return { key: id, sessionId: id, events, presence: presenceOf(events), base: null, isUnused: false };
}

async function readNamedPlace(ports: PlanPorts, origin: Origin, localStart: string, place: string): Promise<Place> {
  const derive = createDerive(ports, origin, localStart);
  const name = `${origin.format}:${place}`;
  for (let generation = 0; ; generation += 1) {
    const key = `${name}:${generation}`;
    const sessionId = derive(key) as SessionId;
    const events = await readSession(ports.store, sessionId);
    const presence = presenceOf(events);
    const last = events.at(-1);
    // After an undo deleted its session, the place gets a new one with the next id. A session that the athlete deleted
    // stays deleted.
    if (presence.kind === 'gone' && last && isByImport(last)) continue;
    const isUnused = generation === 0 && events.length === 0;
    return { key, sessionId, events, presence, base: baseOf(events), isUnused };
  }
}

/** The session as the last import left it, also if the athlete has deleted it since. */
function baseOf(events: SessionEvents): SessionDocument | null {
  const last = events.findLastIndex(isByImport);
  return last < 0 ? null : documentAfter(events, last);
}
