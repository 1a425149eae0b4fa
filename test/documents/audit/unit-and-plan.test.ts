import { planAudit } from '../../../src/documents/audit/plan.ts';
import { scheduleAudit } from '../../../src/documents/audit/schedule.ts';
import { unitAudit } from '../../../src/documents/audit/unit.ts';
import type { PlanDocument } from '../../../src/documents/plan.ts';
import { type ScheduleDocument, scheduleFold } from '../../../src/documents/schedule.ts';
import type { UnitDocument, UnitExerciseDocument } from '../../../src/documents/unit.ts';
import type { Day, ExerciseId, PlanId, UnitId } from '../../../src/events/ids.ts';
import { noon } from '../../support/specification.ts';
import {
  describeDifferences,
  exampleAfter,
  granteeOf,
  kg,
  planOf,
  planUnitOf,
  targetOf,
  unitExerciseOf,
  unitOf,
} from './support/documents.ts';

const [unit, plan] = [unitOf(), planOf()];
const [ada, bob] = [granteeOf('ada', 'read'), granteeOf('bob', 'write')];

describeDifferences<UnitDocument>('units', unitAudit, [
  ['are none for the same unit', unitOf([unitExerciseOf('Squat', 0)]), unitOf([unitExerciseOf('Squat', 0)]), []],
  ['tell the name', unit, { ...unit, name: 'Legs' }, ['Unit: name “Tag A” → “Legs”']],
  ['tell the description', unit, { ...unit, description: 'a' }, ['Unit: description none → “a”']],
  ['tell the archive', unit, { ...unit, archivedAt: noon }, ['Unit: archived no → yes']],
  ['tell the sharing', unit, { ...unit, sharing: 'public' }, ['Unit: sharing private → public']],
  [
    'tell each given, changed and ended access',
    { ...unit, grants: [ada, bob] },
    { ...unit, grants: [{ ...bob, level: 'read' }, granteeOf('eve', 'write')] },
    [
      'Unit: access of the account ada read → none',
      'Unit: access of the account bob write → read',
      'Unit: access of the account eve none → write',
    ],
  ],
  ['tell no access that stays the same', { ...unit, grants: [ada] }, { ...unit, grants: [{ ...ada }] }, []],
  [
    'tell another order of accesses',
    { ...unit, grants: [ada, bob] },
    { ...unit, grants: [bob, ada] },
    ['Unit: the order of its grants changed'],
  ],
  [
    'tell each added and removed exercise',
    unitOf([unitExerciseOf('Squat', 0)]),
    unitOf([unitExerciseOf('Row', 0, { sets: 2, target: targetOf({ seconds: 30 }) })]),
    ['Squat removed', 'Row added: 2 × 30 s'],
  ],
  [
    'tell a new order of exercises',
    unitOf([unitExerciseOf('Squat', 0), unitExerciseOf('Row', 1)]),
    unitOf([unitExerciseOf('Row', 0), unitExerciseOf('Squat', 1)]),
    ['Exercises reordered: Squat, Row → Row, Squat'],
  ],
]);

/** The differences of two units of which only an exercise differs. */
const ofExercise = (title: string, after: Partial<UnitExerciseDocument>, sentence: string) =>
  [title, unitOf([unitExerciseOf('Squat', 0)]), unitOf([unitExerciseOf('Squat', 0, after)]), [sentence]] as const;

describeDifferences<UnitDocument>('units in an exercise', unitAudit, [
  ofExercise('tell the number of sets', { sets: 4 }, 'Squat: 3 × no target → 4 × no target'),
  ofExercise('tell its target', { target: targetOf({ weight: kg(60) }) }, 'Squat: 3 × no target → 3 × 60 kg'),
  ofExercise('tell its link', { exerciseId: 'id' as ExerciseId }, 'Squat: exercise in the catalogue none → id'),
  ofExercise('tell its mode', { mode: 'weight_reps' as never }, 'Squat: mode reps → weight reps'),
  ofExercise('tell its superset', { supersetGroup: 2 }, 'Squat: superset none → 2'),
  ofExercise('tell its rest', { restSeconds: 90 }, 'Squat: rest none → 1 min 30 s'),
  ofExercise('tell its loading', { loading: 'dumbbells' }, 'Squat: loading barbell → dumbbells'),
  ofExercise('tell its progression', { progression: { type: 'fixed' } }, 'Squat: progression none → fixed'),
  ofExercise(
    'tell its alternatives',
    {
      alternatives: [
        { exerciseId: null, name: 'Row' },
        { exerciseId: null, name: 'Dip' },
      ],
    },
    'Squat: alternatives none → Row, Dip',
  ),
  ofExercise('tell its notes', { notes: 'a' }, 'Squat: notes none → “a”'),
  ofExercise('tell another name with its place', { name: 'Row' }, 'Exercise 1: Squat → Row'),
  ofExercise(
    'tell another name with other parts',
    { name: 'Row', notes: 'a' },
    'Exercise 1: Squat → Row; notes none → “a”',
  ),
]);

const [monday, friday] = [planUnitOf('Push', 1), planUnitOf('Pull', 12, 1)];

describeDifferences<PlanDocument>('plans', planAudit, [
  ['are none for the same plan', planOf([monday]), planOf([{ ...monday }]), []],
  ['tell the name', plan, { ...plan, name: 'Two' }, ['Plan: name “Drei Tage” → “Two”']],
  ['tell the description', plan, { ...plan, description: null }, ['Plan: description “Grundübungen” → none']],
  ['tell the difficulty', plan, { ...plan, difficulty: 'beginner' }, ['Plan: difficulty intermediate → beginner']],
  ['tell the weeks', plan, { ...plan, weeks: 2 }, ['Plan: weeks 4 → 2']],
  ['tell the repeats', plan, { ...plan, repeats: 3 }, ['Plan: repeats until stopped → 3']],
  ['tell the archive', { ...plan, archivedAt: noon }, plan, ['Plan: archived yes → no']],
  ['tell the sharing', plan, { ...plan, sharing: 'shared' }, ['Plan: sharing private → shared']],
  [
    'tell each added and removed unit with its day',
    planOf([monday]),
    planOf([friday]),
    ['Unit “Push” removed from week 1, day 1', 'Unit “Pull” added on week 2, day 5'],
  ],
  [
    'tell what a unit is, and its place',
    planOf([monday]),
    planOf([{ ...monday, name: 'Legs', unitId: null, day: 7, order: 2 }]),
    ['Unit “Push”: “Push” → “Legs”; unit unit of Push → none; week 1, day 1, place 1 → week 1, day 7, place 3'],
  ],
  [
    'tell another order of units',
    planOf([monday, friday]),
    planOf([friday, monday]),
    ['The units are in another order'],
  ],
]);

const schedule = exampleAfter<ScheduleDocument>('schedule', 'PlanStarted', scheduleFold);
const day = (text: string) => text as Day;

describeDifferences<ScheduleDocument>('schedules', scheduleAudit, [
  ['are none for the same schedule', schedule, { ...schedule }, []],
  ['tell the plan', schedule, { ...schedule, name: 'Two' }, ['Schedule: plan “Drei Tage” → “Two”']],
  [
    'tell the plan in the list',
    { ...schedule, planId: 'old' as PlanId },
    { ...schedule, planId: null },
    ['Schedule: plan in the list old → none'],
  ],
  [
    'tell the start',
    schedule,
    { ...schedule, startsOn: day('2026-01-19') },
    ['Schedule: start 2026-01-12 → 2026-01-19'],
  ],
  ['tell the weeks', schedule, { ...schedule, weeks: 2 }, ['Schedule: weeks 1 → 2']],
  ['tell the repeats', schedule, { ...schedule, repeats: null }, ['Schedule: repeats 12 → until stopped']],
  [
    'tell the days',
    schedule,
    { ...schedule, parts: [...schedule.parts, { day: 8, on: day('2026-01-20') }] },
    ['Schedule: days week 1, day 1 on 2026-01-12 → week 1, day 1 on 2026-01-12, week 2, day 1 on 2026-01-20'],
  ],
  [
    'tell the pause',
    schedule,
    { ...schedule, pausedFrom: day('2026-02-01') },
    ['Schedule: paused from no day → 2026-02-01'],
  ],
  [
    'tell the end',
    { ...schedule, endedFrom: day('2026-02-01') },
    schedule,
    ['Schedule: ended from 2026-02-01 → no day'],
  ],
  [
    'tell the units',
    schedule,
    { ...schedule, units: schedule.units.map((each) => ({ ...each, unitId: 'new' as UnitId, name: 'Legs' })) },
    ['Unit “Beintag”: “Beintag” → “Legs”; unit 01900000-0000-7000-8000-000000000061 → new'],
  ],
]);
