import { IANAZone } from 'luxon';
import { z } from 'zod';
import type {
  Day,
  ExerciseId,
  Instant,
  MeasurementId,
  PlanId,
  PlanUnitId,
  SessionId,
  TimeZone,
  UnitExerciseId,
  UnitId,
} from '../../events/ids.ts';
import { measurementKinds, measurementUnits } from '../../events/measurement-values.ts';
import {
  difficulties,
  distanceUnits,
  e1rmFormulas,
  exerciseCategories,
  firstDaysOfWeek,
  forces,
  historyFormat,
  isDay,
  loadings,
  mechanics,
  metrics,
  modes,
  sessionStatuses,
  setTypes,
  timeZoneLength,
  weightUnits,
} from '../../events/values.ts';
import { planned, templates } from './planned-schemas.ts';
import { quantityIn, reps, uuid } from './values.ts';

/*
 * The lines of the format `irontrack`, as far as an import reads them. Their values are checked by the commands that the
 * import sends; the schemas only make sure of the types. Further members are ignored.
 */

const instant = z.iso
  .datetime({ precision: 6 })
  .refine((text) => text >= '1900', 'Must not be before 1900.')
  .transform((text) => text as Instant);

const timezone = z
  .string()
  .refine((name) => name.length <= timeZoneLength.max && IANAZone.isValidZone(name), 'Must be an IANA time zone.')
  .transform((name) => name as TimeZone);

const set = z.object({
  type: z.enum(setTypes),
  weight: quantityIn(weightUnits),
  reps: z.int().nullable(),
  seconds: z.number().nullable(),
  distance: quantityIn(distanceUnits),
  rpe: z.number().nullable(),
  rir: z.int().nullable(),
  notes: z.string().nullable(),
  performedAt: instant.nullable(),
});

const entry = z.object({
  exerciseId: uuid<ExerciseId>().nullable(),
  name: z.string(),
  mode: z.enum(modes),
  supersetGroup: z.int().nullable(),
  notes: z.string().nullable(),
  planned,
  sets: z.array(set),
});

export const sessionDocument = z.object({
  id: uuid<SessionId>(),
  name: z.string().nullable(),
  status: z.enum(sessionStatuses),
  startedAt: instant,
  endedAt: instant.nullable(),
  timezone,
  notes: z.string().nullable(),
  ...templates,
  exercises: z.array(entry),
});

const target = z.object({
  reps,
  seconds: z.number().nullable(),
  distance: quantityIn(distanceUnits),
  weight: quantityIn(weightUnits),
  percentOfTrainingMax: z.number().nullable(),
  rpe: z.number().nullable(),
  rir: z.int().nullable(),
});

const deload = z.object({ afterFailures: z.int(), percent: z.number() }).nullable();
const increment = z.object({ value: z.number(), unit: z.enum(weightUnits) });
const weeks = z.array(z.array(z.object({ percent: z.number(), reps: z.int(), atLeast: z.boolean() })));
const progression = z.discriminatedUnion('type', [
  z.object({ type: z.literal('none') }),
  z.object({ type: z.literal('fixed') }),
  z.object({ type: z.literal('linear'), increment, deload }),
  z.object({ type: z.literal('double'), increment, deload }),
  z.object({ type: z.literal('percentage'), weeks, increment, deload }),
  z.object({ type: z.literal('rpe'), deload }),
]);

const items = z.array(z.object({ id: z.int() })).transform((all) => all.map(({ id }) => id));

const unitExercise = z.object({
  id: uuid<UnitExerciseId>(),
  exerciseId: uuid<ExerciseId>().nullable(),
  name: z.string(),
  mode: z.enum(modes),
  /** Absent in files of earlier builds, as the secondary ones. */
  primaryMuscles: items.default([]),
  secondaryMuscles: items.default([]),
  supersetGroup: z.int().nullable(),
  sets: z.int(),
  target,
  restSeconds: z.int().nullable(),
  loading: z.enum(loadings),
  progression,
  notes: z.string().nullable(),
  alternatives: z.array(z.object({ exerciseId: uuid<ExerciseId>().nullable(), name: z.string() })),
});

const gear = z
  .object({
    bar: z.number(),
    plates: z.array(z.object({ value: z.number(), pairs: z.int().nullable() })),
    dumbbells: z.array(z.number()),
    step: z.number(),
  })
  .nullable();

export const profileDocument = z.object({
  unit: z.enum(weightUnits),
  timezone: timezone.nullable(),
  firstDayOfWeek: z.enum(firstDaysOfWeek),
  e1rmFormula: z.enum(e1rmFormulas),
  gear: z.object({ kg: gear, lb: gear }),
  // Files of earlier versions do not have it.
  forCoaches: z
    .object({
      goals: z.string().nullable(),
      limitations: z.string().nullable(),
      equipment: z.string().nullable(),
      birthYear: z.int().nullable(),
    })
    .default({ goals: null, limitations: null, equipment: null, birthYear: null }),
  trainingMaxes: z.array(
    z.object({ exerciseId: uuid<ExerciseId>(), weight: increment, setOn: z.string().transform((day) => day as Day) }),
  ),
});

export const measurementDocument = z.object({
  id: uuid<MeasurementId>(),
  kind: z.enum(measurementKinds),
  value: z.number(),
  unit: z.enum(measurementUnits),
  day: z.string().transform((day) => day as Day),
  time: z.string().nullable(),
  notes: z.string().nullable(),
});

export const unitDocument = z.object({
  id: uuid<UnitId>(),
  name: z.string(),
  description: z.string().nullable(),
  archivedAt: instant.nullable(),
  exercises: z.array(unitExercise),
  createdAt: instant,
});

export const planDocument = z.object({
  id: uuid<PlanId>(),
  name: z.string(),
  description: z.string().nullable(),
  difficulty: z.enum(difficulties),
  weeks: z.int(),
  repeats: z.int().nullable(),
  archivedAt: instant.nullable(),
  units: z.array(z.object({ unitId: uuid<UnitId>().nullable(), name: z.string(), day: z.int() })),
  createdAt: instant,
});

const day = z
  .string()
  .refine(isDay)
  .transform((text) => text as Day);
export const scheduleDocument = z.object({
  planId: uuid<PlanId>().nullable(),
  name: z.string(),
  startsOn: day,
  weeks: z.int(),
  repeats: z.int().nullable(),
  units: z.array(
    z.object({
      id: uuid<PlanUnitId>(),
      unitId: uuid<UnitId>().nullable(),
      name: z.string(),
      day: z.int(),
      order: z.int(),
    }),
  ),
  parts: z.array(z.object({ day: z.int().min(1), on: day })),
  pausedFrom: day.nullable(),
  endedFrom: day.nullable(),
});

/** The numbers of the items of a reference list. Documents also have their names. */
export const exerciseDocument = z.object({
  id: uuid<ExerciseId>(),
  name: z.string(),
  aliases: z.array(z.string()),
  primaryMuscles: items,
  secondaryMuscles: items,
  equipment: items,
  force: z.enum(forces).nullable(),
  difficultyLevel: z.enum(difficulties),
  mechanic: z.enum(mechanics).nullable(),
  category: z.enum(exerciseCategories),
  instructions: z.string().nullable(),
  safety: z.string().nullable(),
  metrics: z.array(z.enum(metrics)),
  isSystem: z.boolean(),
  /** Absent in files of earlier builds. */
  archivedAt: instant.nullable().default(null),
  createdAt: instant,
});

export const header = z.object({
  kind: z.literal('export'),
  format: z.literal(historyFormat.name),
  version: z.int().min(1),
});
/** Files of earlier versions have no profiles, measurements, units, plans and schedules. */
export const end = z.object({
  exercises: z.int(),
  profiles: z.int().default(0),
  measurements: z.int().default(0),
  units: z.int().default(0),
  plans: z.int().default(0),
  schedules: z.int().default(0),
  sessions: z.int(),
});
