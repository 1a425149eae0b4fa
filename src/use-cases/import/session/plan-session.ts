import type { SessionPresence } from '../../../documents/session.ts';
import type { AccountId, ImportId, SessionId } from '../../../events/ids.ts';
import type { ImportFormat } from '../../../events/values.ts';
import type { ImportedSession } from '../../../imports/imported.ts';
import type { EventStore } from '../../../ports/event-store.ts';
import type { Ids } from '../../../ports/ids.ts';
import { emptyPlan, type MakeId, type Plan } from '../plan/plan.ts';
import { planChange } from '../plan/plan-change.ts';
import { planNew } from '../plan/plan-new.ts';
import { documentAfter, isByImport, presenceOf, readSession, type SessionEvents } from './session-stream.ts';

export type PlanPorts = Readonly<{ store: EventStore; ids: Pick<Ids, 'deriveAt'> }>;

/** The import from which training sessions come: its athlete, its id and its file format. */
export type Origin = Readonly<{ userId: AccountId; importId: ImportId; format: ImportFormat }>;

/**
 * The plan for one workout of a file, made for the state of its session after `events`. `revision` is -1 for a new
 * session.
 */
export type SessionPlan = Readonly<{
  sessionId: SessionId;
  revision: number;
  events: SessionEvents;
  plan: Plan;
}>;

/**
 * Finds the training session that an earlier import made from the workout, and plans what has changed in the file
 * since.
 */
export async function planSession(
  { store, ids }: PlanPorts,
  origin: Origin,
  workout: ImportedSession,
): Promise<SessionPlan> {
  const startedMs = Date.parse(`${workout.localStart}Z`);
  const derive = (key: string) => ids.deriveAt(startedMs, origin.userId, key);
  for (let generation = 0; ; generation += 1) {
    const key = `${origin.format}:${workout.key}:${generation}`;
    const sessionId = derive(key) as SessionId;
    const events = await readSession(store, sessionId);
    const presence = presenceOf(events);
    const last = events.at(-1);
    // After an undo deleted its session, the workout gets a new one with the next id. A session that the athlete
    // deleted stays deleted.
    if (presence.kind === 'gone' && last && isByImport(last)) continue;
    // Ids depend on the state of the session only, so making the plan again for the same state gives the same plan.
    const revision = events.length - 1;
    const makeId = (place: string) => derive(`${key}:${revision}:${place}`);
    const plan = planWorkout({ ...origin, sessionId, events, presence, workout, makeId });
    return { sessionId, revision, events, plan };
  }
}

type WorkoutChange = Origin &
  Readonly<{
    sessionId: SessionId;
    events: SessionEvents;
    presence: SessionPresence;
    workout: ImportedSession;
    makeId: MakeId;
  }>;

function planWorkout({ importId, sessionId, events, presence, workout, makeId }: WorkoutChange): Plan {
  if (presence.kind === 'absent') return planNew({ sessionId, importId, target: workout, makeId });
  if (presence.kind === 'gone') return emptyPlan;
  const base = documentAfter(events, events.findLastIndex(isByImport));
  return planChange({ base, target: workout, current: presence.document, makeId, onConflict: 'overwrite' });
}
