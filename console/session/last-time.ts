import { api, bodyOf } from '../api/client.ts';
import { kept } from '../api/kept.ts';
import { useQuery } from '../api/query.ts';
import type { Schemas } from '../api/schemas.ts';
import type { Entry, LoggedSet } from './apply-command.ts';
import type { SetBody } from './commands.ts';

type Past = Schemas['ExerciseHistoryItem'];

const noPast = async (): Promise<readonly Past[]> => [];
const readPast = async (id: string): Promise<readonly Past[]> => {
  const query = { pageSize: 2 };
  return (await bodyOf(api.GET('/api/v1/exercises/{id}/history', { params: { path: { id }, query } }))).items;
};

const isWork = ({ type }: LoggedSet): boolean => type !== 'warm_up';

/** The sets of the exercise in the latest session other than this one. */
export function useLastSets(sessionId: string, { exerciseId }: Pick<Entry, 'exerciseId'>): readonly LoggedSet[] {
  // Each session reads it once, because what was done in the session before is the last time of this one.
  const read = exerciseId === null ? noPast : kept(`last ${exerciseId}`, () => readPast(exerciseId));
  const { data = [] } = useQuery(`last ${exerciseId} ${sessionId}`, read, []);
  const past = data.find((each) => each.sessionId !== sessionId);
  return past?.exercises.flatMap(({ sets }) => sets.filter(isWork)) ?? [];
}

/**
 * What the next set of an exercise probably is: what the plan asks for, else the same set of the last time, else the last set
 * of today.
 */
export function nextSet(entry: Entry, last: readonly LoggedSet[]): SetBody {
  const done = entry.sets.filter(isWork);
  const planned = entry.planned?.sets[done.length];
  const before = last[done.length] ?? last.at(-1);
  const today = done.at(-1);
  return {
    weight: planned?.weight ?? (done.length > 0 ? today?.weight : before?.weight) ?? before?.weight ?? null,
    reps: planned?.reps?.max ?? planned?.reps?.min ?? before?.reps ?? today?.reps ?? null,
    seconds: planned?.seconds ?? before?.seconds ?? today?.seconds ?? null,
    distance: planned?.distance ?? before?.distance ?? today?.distance ?? null,
  };
}
