import type { Event } from '@event-driven-io/emmett';

/** The streams of Emmett's side; they are foreign to IronTrack, which skips them. */
export const streamPrefix = 'emmett_session-';

type Set = Readonly<{ id: string; weight: Readonly<{ value: number; unit: string }>; reps: number }>;

export type SessionEvent =
  | Event<'SessionStarted', { startedAt: string; timezone: string }>
  | Event<'SetLogged', Set & { loggedAt: string }>;

/** What a client sees of a session. */
export type Session = Readonly<{ startedAt: string | null; timezone: string | null; sets: readonly Set[] }>;

export const initialState = (): Session => ({ startedAt: null, timezone: null, sets: [] });

export function evolve(session: Session, { type, data }: SessionEvent): Session {
  if (type === 'SessionStarted') return { ...session, startedAt: data.startedAt, timezone: data.timezone };
  const { id, weight, reps } = data;
  return { ...session, sets: [...session.sets, { id, weight, reps }] };
}
