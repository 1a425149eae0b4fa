import { z } from 'zod';
import { recordKinds } from '../../documents/statistics/records.ts';
import { periods } from '../../documents/statistics/sums.ts';
import { e1rmFormulas, sessionStatuses, weightUnits } from '../../events/values.ts';
import { count, id, instant } from '../responses/fields.ts';
import { weight } from '../responses/measures.ts';
import { measures } from '../training-sessions/responses.ts';
import { statisticsMeanings as meanings } from './meanings.ts';

const day = z.iso.date();
const unit = z.enum(weightUnits).describe('The unit of all weights that have no unit of their own.');
const formula = z.enum(e1rmFormulas).describe('The formula of all estimates.');
const figure = z.number();

const sums = {
  sessions: count.describe(meanings.sessions),
  sets: count.describe(meanings.sets),
  volume: figure.describe(meanings.volume),
};

const set = z
  .strictObject({ id, ...measures, performedAt: instant.nullable() })
  .meta({ id: 'PerformedSet', description: 'A set as it was logged.' });

const place = { day: day.describe('The day of its session.'), sessionId: id, entryId: id, set };

const record = {
  kind: z
    .enum(recordKinds)
    .describe(
      '`e1rm`, `weight` for a number of repetitions, `reps` with a weight, `seconds`, `distance`, or `volume` of one set.',
    ),
  value: figure.describe('The figure: in the unit of the answer, in repetitions, seconds or metres.'),
  reps: count.nullable().describe('The number of repetitions of a `weight` record.'),
  weight: weight.nullable().describe('The weight of a `reps` record; null for body weight alone.'),
  bodyWeight: weight.nullable().describe(meanings.bodyWeight),
  previous: figure.nullable().describe(meanings.previous),
  ...place,
};

const personalRecord = z
  .strictObject(record)
  .meta({ id: 'PersonalRecord', description: 'The greatest figure of its kind, and the first set that reached it.' });

export const exerciseStatistics = z
  .strictObject({
    exerciseId: id,
    unit,
    formula,
    ...sums,
    lastDay: day.nullable().describe('The last day of these on which a working set was done; null for none.'),
    best: z
      .strictObject({ e1rm: personalRecord.nullable(), volume: personalRecord.nullable() })
      .describe('The best sets.'),
    series: z
      .array(
        z.strictObject({
          e1rm: figure.describe(meanings.e1rm),
          bodyWeight: weight.nullable().describe(meanings.bodyWeight),
          ...place,
        }),
      )
      .describe('The best estimate of each session that has one, with its set, in the order of the sessions.'),
  })
  .meta({ id: 'ExerciseStatistics', description: 'What was done of one exercise.' });

export const exerciseRecords = z
  .strictObject({ exerciseId: id, unit, formula, records: z.array(personalRecord) })
  .meta({ id: 'ExerciseRecords', description: 'The records of one exercise.' });

export const trainingVolume = z
  .strictObject({
    unit,
    by: z.enum(periods),
    periods: z
      .array(z.strictObject({ startsOn: day.describe(meanings.startsOn), ...sums }))
      .describe('The weeks or months with a working set, in order.'),
  })
  .meta({ id: 'TrainingVolume', description: 'What was done in each week or month.' });

const muscleFigures = {
  sets: figure.describe(meanings.muscleSets),
  volume: figure.describe(meanings.muscleVolume),
};
const muscle = z
  .strictObject({ id: count.describe('The number of the muscle group.'), name: z.string(), ...muscleFigures })
  .meta({ id: 'MuscleFigures', description: 'What was done for one muscle group.' });
const muscles = {
  muscles: z.array(muscle).describe('The muscle groups for which something was done, by name.'),
  unassigned: z.strictObject(muscleFigures).describe(meanings.unassigned),
};

export const muscleStatistics = z
  .strictObject({
    unit,
    weeks: z
      .array(z.strictObject({ startsOn: day.describe(meanings.startsOn), ...muscles }))
      .describe('The ISO weeks with a working set, in order.'),
  })
  .meta({ id: 'MuscleStatistics', description: 'What was done for each muscle group in each week.' });

const run = z.strictObject({
  weeks: count,
  since: day.nullable().describe('The Monday of its first week; null for none.'),
});
const streaks = {
  current: run.describe('The weeks up to now. The week that goes on counts once it has enough sessions.'),
  longest: run.describe('The longest streak of all.'),
};
const week = {
  startsOn: day.describe(meanings.startsOn),
  ...sums,
  needed: count.describe('How many sessions the week needs for the streak.'),
};

export const streak = z
  .strictObject({ today: day.describe(meanings.today), ...streaks, week: z.strictObject(week).describe('This week.') })
  .meta({ id: 'Streak', description: 'Consecutive ISO weeks with enough sessions.' });

const complianceFigures = {
  entries: count.describe('Planned exercises of ended sessions.'),
  fulfilled: count.describe(meanings.fulfilled),
  skipped: count.describe(meanings.skipped),
  plannedSets: count,
  doneSets: count.describe(meanings.doneSets),
  rate: figure.nullable().describe(meanings.rate),
};
const windows = z
  .array(z.strictObject({ days: count, from: day, to: day, ...complianceFigures }))
  .describe('The last 7, 30 and 90 days, today included.');

export const compliance = z
  .strictObject({
    today: day.describe(meanings.today),
    windows,
    weeks: z
      .array(z.strictObject({ startsOn: day.describe(meanings.startsOn), ...complianceFigures }))
      .describe('Planned against done in each ISO week of the last 90 days that has planned exercises.'),
  })
  .meta({ id: 'Compliance', description: 'What was planned, and how much of it was done.' });

const plannedExercise = z
  .strictObject({
    exerciseId: id.nullable().describe('The exercise that was planned; null for one without a link.'),
    name: z.string().describe('Its name in the latest session of these days.'),
    ...complianceFigures,
    exchanged: count.describe(meanings.exchanged),
  })
  .meta({ id: 'PlannedExercise', description: 'What was planned of one exercise, and how much of it was done.' });

export const plannedExercises = z
  .strictObject({
    today: day.describe(meanings.today),
    windows: z
      .array(
        z.strictObject({
          ...{ days: count, from: day, to: day },
          exercises: z.array(plannedExercise).describe('The planned exercises of these days, by name.'),
        }),
      )
      .describe('The last 7, 30 and 90 days, today included.'),
  })
  .meta({ id: 'PlannedExercises', description: 'What was planned of each exercise, and how much of it was done.' });

export const dashboard = z
  .strictObject({
    today: day.describe(meanings.today),
    unit,
    formula,
    week: z.strictObject({ ...week, ...muscles }).describe('This week.'),
    streak: z.strictObject(streaks),
    records: z
      .array(z.strictObject({ exerciseId: id, exerciseName: z.string(), ...record }))
      .describe(
        'Up to ten figures of the last 28 days that beat earlier ones, the latest first. Not per weight or repetitions.',
      ),
    weeks: z
      .array(z.strictObject({ startsOn: day.describe(meanings.startsOn), ...sums }))
      .describe('The last twelve ISO weeks, also those without a session.'),
    sessions: z
      .array(
        z.strictObject({
          id,
          name: z.string().nullable(),
          status: z.enum(sessionStatuses),
          startedAt: instant,
          day,
          durationSeconds: z.int().nullable(),
          exercises: count,
          sets: count.describe(meanings.sets),
          volume: figure.describe(meanings.volume),
        }),
      )
      .describe('The five latest sessions, the latest first.'),
    compliance: windows,
  })
  .meta({ id: 'Dashboard', description: 'What an athlete wants to see first.' });
