import { z } from 'zod';
import { targetText } from '../../documents/audit/target.ts';
import type { CurrentDay, CurrentPlan } from '../../documents/current-plan.ts';
import type { PlannedSet } from '../../events/planned.ts';
import { timeZone } from '../../http/requests/fields.ts';
import { grouped } from '../frame/shown.ts';
import { type Session, tool } from '../frame/tool.ts';
import { planId, unitId } from './examples.ts';

/** An exercise of a training unit with its next targets, as `getUnitTargets` returns it. */
type ExerciseTargets = Readonly<{
  unitExerciseId: string;
  exerciseId: string | null;
  name: string;
  sets: readonly PlannedSet[];
  explanation: string | null;
}>;

const exercise = z.strictObject({
  unitExerciseId: z.string(),
  exerciseId: z.string().nullable(),
  name: z.string(),
  sets: z.array(z.string()),
  reason: z.string().nullable().describe('Why these targets.'),
});
const unit = z.strictObject({
  unitId: z.string().nullable(),
  name: z.string(),
  state: z.string(),
  sessionId: z.string().nullable(),
  plan: z
    .strictObject({ id: z.string(), week: z.int(), day: z.int(), index: z.int() })
    .nullable()
    .describe('Pass as `plan` to log_session.'),
  exercises: z.array(exercise),
});

/** How many units of the day and how many missed days are shown, so that the result stays short. */
const [shownUnits, shownMissed] = [2, 7];

export const todayTool = tool({
  name: 'todays_plan',
  title: "Today's plan and next targets",
  description: "What the athlete's plan asks for on the next day of training, with targets and their reasons.",
  scope: 'read',
  input: z.strictObject({ timezone: timeZone.exactOptional().describe("IANA zone. Default: the profile's.") }),
  output: z.strictObject({
    plan: z.string(),
    status: z.string(),
    today: z.string(),
    date: z.string().nullable().describe('The day of `units`: today or later.'),
    units: z.array(unit),
    missed: z.array(z.string()).describe('Last days with missed units, newest first.'),
  }),
  example: {
    arguments: {},
    result: {
      ...{ plan: 'Strength', status: 'running', today: '2026-03-02', date: '2026-03-02', missed: ['2026-02-27'] },
      units: [
        {
          ...{ unitId, name: 'Legs', state: 'due', sessionId: null, plan: { id: planId, week: 1, day: 1, index: 0 } },
          exercises: [
            {
              ...{ unitExerciseId: unitId, exerciseId: null, name: 'Squat', sets: ['5 reps, 62.5 kg'] },
              reason: 'All planned sets of the last session were done (3 sets). The weight rises by 2.5 kg to 62.5 kg.',
            },
          ],
        },
      ],
    },
  },
  handle: async (session, { timezone }) => {
    const { body } = await session.call<CurrentPlan & Readonly<{ name: string }>>('getCurrentPlan', {
      query: { timezone },
    });
    const { name, status, today, next, missed } = body;
    return {
      ...{ plan: name, status, today: today.date, date: next?.date ?? null },
      units: next ? await unitsOf(session, next) : [],
      missed: missed.slice(0, shownMissed).map(({ date }) => date),
    };
  },
});

const unitsOf = async (session: Session, { units }: CurrentDay) =>
  Promise.all(
    units.slice(0, shownUnits).map(async ({ unitId: id, name, state, sessionId, plan }) => ({
      ...{ unitId: id, name, state, sessionId, plan },
      // A plan unit with a name only has no training unit, so it has no targets.
      exercises: id === null ? [] : await targetsOf(session, id),
    })),
  );

async function targetsOf({ call }: Session, id: string) {
  const { body } = await call<{ exercises: readonly ExerciseTargets[] }>('getUnitTargets', { path: { id } });
  return body.exercises.map(({ unitExerciseId, exerciseId, name, sets, explanation }) => ({
    ...{ unitExerciseId, exerciseId, name, sets: grouped(sets.map(setTarget)), reason: explanation },
  }));
}

/** The target of a set in words. It has no percentage, because the weight of a planned set was computed from it. */
const setTarget = (set: PlannedSet): string => targetText({ ...set, percentOfTrainingMax: null });
