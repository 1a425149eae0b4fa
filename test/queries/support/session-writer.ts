import { emptyPerformance } from '../../../src/events/performance.ts';
import type { MemoryLog } from '../../projections/support/memory-log.ts';
import { idFor, sessionId } from '../../projections/support/training.ts';

type Start = Readonly<{ startedAt: string; timezone?: string; name?: string | null; notes?: string | null }>;

/** Creates functions that append the events of one training session to the log. `at` is the time of these events. */
export function createSessionWriter(log: MemoryLog, number: number, owner: string, at?: string) {
  const id = sessionId(number);
  let entries = 0;
  let sets = 0;
  const write = (type: string, data: object) =>
    log.append({ type, data, stream: `session-${id}`, owner, ...(at !== undefined && { at }) });
  return {
    write,
    start: ({ startedAt, timezone = 'UTC', name = null, notes = null }: Start) =>
      write('SessionStarted', {
        ...{ sessionId: id, userId: owner, startedAt, timezone, importId: null },
        ...{ live: false, plan: null, planDay: null, unit: null },
        personal: { name, notes, plan: null, unit: null },
      }),
    /** Adds an exercise to the session, perhaps instead of a planned one, and returns the id of the new entry. */
    addExercise(exerciseId: string | null, name: string, planned: string | null = null): string {
      const entryId = idFor(2, number * 10 + entries);
      entries += 1;
      const entry = { entryId, exerciseId, mode: 'reps', supersetGroup: null, correction: false };
      const targets = planned && {
        ...{ unitExerciseId: idFor(7, 1), exerciseId: planned, mode: 'reps', order: 0, restSeconds: null },
        ...{ sets: [], suggestion: null },
      };
      const personal = { name, notes: null, planned: planned && `Planned ${name}` };
      write('ExerciseAdded', { ...entry, planned: targets, personal });
      return entryId;
    },
    logSet(entryId: string, weight: Readonly<{ value: number; unit: string }>): void {
      const setId = idFor(3, number * 10 + sets);
      sets += 1;
      write('SetLogged', { entryId, setId, ...emptyPerformance, weight, reps: 5, correction: false });
    },
  };
}
