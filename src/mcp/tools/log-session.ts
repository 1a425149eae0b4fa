import { z } from 'zod';
import type { ProfileDocument } from '../../documents/profile.ts';
import { invalid } from '../../errors.ts';
import type { PlanId, UnitExerciseId } from '../../events/ids.ts';
import { maxExercises, maxSetsPerExercise } from '../../events/values.ts';
import { anyId, instant, integer, listOf, name, notes, timeZone } from '../../http/requests/fields.ts';
import { namedExercise } from '../frame/exercises.ts';
import { exerciseField } from '../frame/shown.ts';
import type { Session } from '../frame/tool.ts';
import { writingTool } from '../frame/writing.ts';
import { set } from './set-fields.ts';

const exercise = z.strictObject({
  exercise: exerciseField,
  sets: listOf(set, { min: 1, max: maxSetsPerExercise }),
  notes: notes.exactOptional(),
  unitExerciseId: anyId<UnitExerciseId>().exactOptional().describe('From todays_plan.'),
});

const plan = z
  .strictObject({ id: anyId<PlanId>(), week: integer(1, 10_000), day: integer(1, 7), index: integer(0, 1_000) })
  .exactOptional()
  .describe('From todays_plan, if it was done for the plan.');

export const logSessionTool = writingTool({
  name: 'log_session',
  title: 'Log a workout that was done',
  description:
    'Log one whole workout that the athlete has really done and that has ended. Never invent sets or times: ask. ' +
    'Exercises must exist in the catalogue or as own ones.',
  input: z.strictObject({
    name: name.exactOptional(),
    startedAt: instant.describe('ISO 8601 with offset.'),
    endedAt: instant,
    timezone: timeZone.exactOptional().describe("IANA zone. Default: the profile's."),
    notes: notes.exactOptional(),
    plan,
    exercises: listOf(exercise, { min: 1, max: maxExercises }),
  }),
  example: {
    ...{ name: 'Legs', startedAt: '2026-03-01T18:00:00+01:00', endedAt: '2026-03-01T19:00:00+01:00' },
    exercises: [{ exercise: 'Squat', sets: [{ weight: { value: 100, unit: 'kg' }, reps: 5, rpe: 8 }] }],
  },
  creates: 'session',
  isWorkout: true,
  handle: async (writing, { exercises, timezone, name: called = null, notes: noted = null, plan: day, ...times }) => {
    const named = await Promise.all(
      exercises.map(async ({ exercise: text, sets, notes: own = null, unitExerciseId }, index) => ({
        ...{ exerciseId: (await namedExercise(writing, text, `exercises.${index}.exercise`)).id, sets, notes: own },
        ...(unitExerciseId !== undefined && { unitExerciseId }),
      })),
    );
    const body = {
      ...{ ...times, id: writing.newId, name: called, notes: noted, exercises: named },
      timezone: timezone ?? (await zoneOf(writing)),
      ...(day && { plan: day }),
    };
    await writing.call('startSession', { headers: writing.headers, body });
    return writing.newId;
  },
});

async function zoneOf({ call }: Session): Promise<string> {
  const { timezone } = (await call<ProfileDocument>('getProfile')).body;
  if (timezone === null) throw invalid('timezone', 'Required while the profile has none.', 'missing');
  return timezone;
}
