import type { ImportedSession } from '../../../imports/imported.ts';
import { targetOf } from '../plan/target.ts';
import { isSameWorkout, matchWorkouts } from './match-places.ts';
import { type Place, readPlace, readPlaceOfId } from './place.ts';
import type { Origin, PlanPorts } from './plan-session.ts';

/**
 * Finds the place of each workout: that of the session which an earlier import made from it, else a free one. All
 * workouts have the same start and come from one file.
 */
export async function findPlaces(
  ports: PlanPorts,
  origin: Origin,
  workouts: readonly ImportedSession[],
): Promise<readonly Place[]> {
  const [{ localStart = '', identity = null } = {}] = workouts;
  if (identity !== null) return [await readPlaceOfId(ports, origin, localStart, identity)];
  const places: Place[] = [];
  const readNext = async (): Promise<Place> => {
    const place = await readPlace(ports, origin, localStart, places.length + 1);
    places.push(place);
    return place;
  };
  // Reads up to an unused place. The first places can be unused although later ones are used, because an earlier import
  // may have rejected the workouts for which they were meant; so at least one place is read for each workout.
  for (let last = await readNext(); !(last.isUnused && places.length >= workouts.length); last = await readNext()) {
    if (isSettled(workouts, places)) break;
  }
  // Comparing all sets takes long for a large session, so it is left out if the result is known without it.
  if (isSettled(workouts, places)) return places;
  const matches = matchWorkouts(
    workouts,
    places.map(({ base }) => base && targetOf(base)),
  );
  const free = places.filter(({ presence }) => presence.kind === 'absent');
  const found: Place[] = [];
  for (const match of matches) {
    const known = match === null ? undefined : places[match];
    let place = known ?? free.shift();
    while (place === undefined || (!known && place.presence.kind !== 'absent')) place = await readNext();
    found.push(place);
  }
  return found;
}

/** Whether the places read so far are those of the workouts without doubt, so that no others need to be read. */
const isSettled = (workouts: readonly ImportedSession[], places: readonly Place[]): boolean =>
  workouts.length === 1 &&
  places.length === 1 &&
  places.every(({ base }) => base !== null && workouts.every((workout) => isSameWorkout(workout, targetOf(base))));
