import type { AccountId, ImportId, SessionId } from '../../../events/ids.ts';
import type { ImportFormat } from '../../../events/values.ts';
import type { ImportedSession } from '../../../imports/imported.ts';
import type { EventStore } from '../../../ports/event-store.ts';
import type { Ids } from '../../../ports/ids.ts';
import { emptyPlan, type MakeId, type Plan } from '../plan/plan.ts';
import { planChange } from '../plan/plan-change.ts';
import { planNew } from '../plan/plan-new.ts';
import { findPlaces } from './find-places.ts';
import { inOrderOf } from './in-order-of.ts';
import { createDerive, type Place } from './place.ts';
import type { SessionEvents } from './session-stream.ts';

export type PlanPorts = Readonly<{ store: EventStore; ids: Pick<Ids, 'deriveAt'>; breathe: () => Promise<void> }>;

/** The import from which training sessions come: its athlete, its id and its file format. */
export type Origin = Readonly<{ userId: AccountId; importId: ImportId; format: ImportFormat }>;

/**
 * The planned commands that bring the session of one workout to what the file says. They were planned for the state of
 * the session after `events`. `revision` is -1 for a new session.
 */
export type SessionPlan = Readonly<{
  sessionId: SessionId;
  revision: number;
  events: SessionEvents;
  plan: Plan;
}>;

/**
 * Finds the training sessions that an earlier import made from workouts with one start, and plans the commands for what
 * has changed in the file since. Returns the planned commands of each workout, in the order of `workouts`.
 */
export async function planSessions(
  ports: PlanPorts,
  origin: Origin,
  workouts: readonly ImportedSession[],
): Promise<readonly SessionPlan[]> {
  const places = await findPlaces(ports, origin, workouts);
  // The places of several starts may be read at the same moment.
  await ports.breathe();
  return workouts.map((workout, index) => {
    const place = places[index] as Place;
    const derive = createDerive(ports, origin, workout.localStart);
    // Ids depend on the state of the session only, so planning again for the same state gives the same commands.
    const revision = place.events.length - 1;
    const makeId = (item: string) => derive(`${place.key}:${revision}:${item}`);
    const plan = planWorkout(origin, place, workout, makeId);
    return { sessionId: place.sessionId, revision, events: place.events, plan };
  });
}

function planWorkout({ importId }: Origin, place: Place, workout: ImportedSession, makeId: MakeId): Plan {
  const { sessionId, presence, base } = place;
  if (presence.kind === 'absent') return planNew({ sessionId, importId, target: workout, makeId });
  // A session that the athlete deleted stays deleted, and one that no import made stays as it is.
  if (presence.kind === 'gone' || base === null) return emptyPlan;
  const target = workout.isOrdered ? workout : { ...workout, exercises: inOrderOf(base.exercises, workout.exercises) };
  return planChange({ base, target, current: presence.document, makeId, onConflict: 'overwrite' });
}
