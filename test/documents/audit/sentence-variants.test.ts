import { type ScheduleDocument, scheduleFold } from '../../../src/documents/schedule.ts';
import type { Day } from '../../../src/events/ids.ts';
import {
  entryOf,
  exampleAfter,
  granteeOf,
  kg,
  planOf,
  planUnitOf,
  sessionOf,
  setOf,
  targetOf,
  unitExerciseOf,
  unitOf,
} from './support/documents.ts';
import { describeSentences } from './support/sentences.ts';

const nameless = { name: null, unit: null, plan: null };
const [squat, row] = [
  entryOf('Squat', 0, { sets: [setOf('a', 0, { reps: 5 }), setOf('b', 1, { reps: 6 })] }),
  entryOf('Row', 1, { sets: [setOf('c', 0, { weight: kg(20), notes: 'slow' })] }),
];
const session = sessionOf([squat, row]);
const ofRow = { entryId: 'Row', personal: {} };

describeSentences('session', [
  ['SessionStarted', { importId: null, personal: nameless }, {}, 'Session started at 2026-01-10 09:00 (Europe/Berlin)'],
  [
    'SessionStarted',
    { importId: null, personal: { ...nameless, unit: 'A' } },
    {},
    'Session started at 2026-01-10 09:00 (Europe/Berlin), from the unit “A”',
  ],
  [
    'SessionStarted',
    { personal: nameless },
    {},
    'Session started at 2026-01-10 09:00 (Europe/Berlin), from an imported file',
  ],
  ['SessionDeleted', {}, { before: session }, 'Session deleted, with 2 exercises and 3 sets'],
  ['ExerciseRemoved', ofRow, { before: session }, 'Row removed with 1 set'],
  ['ExerciseRemoved', { entryId: 'Squat' }, { before: session }, 'Squat removed with 2 sets'],
  ['ExerciseAdded', ofRow, { after: session }, 'Row added as exercise 2'],
  [
    'ExerciseCorrected',
    ofRow,
    { before: session, after: sessionOf([squat, { ...row, name: 'Dip', supersetGroup: 1 }]) },
    'Exercise 2: Row → Dip; superset none → 1',
  ],
  ['ExerciseCorrected', ofRow, { before: session, after: sessionOf([squat]) }, 'Row: nothing that is shown changed'],
  ['SetRemoved', { ...ofRow, setId: 'c' }, { before: session }, 'Set 1 of Row removed: 20 kg'],
  [
    'SetsReordered',
    { entryId: 'Squat' },
    {
      before: session,
      after: sessionOf([{ ...squat, sets: [setOf('new', 0), ...squat.sets.toReversed()] }, row]),
    },
    'Sets of Squat reordered: 1, 2 → new, 2, 1',
  ],
  [
    'ExercisesReordered',
    {},
    { before: session, after: sessionOf([row, squat]) },
    'Exercises reordered: Squat, Row → Row, Squat',
  ],
]);

const unit = unitOf([unitExerciseOf('Squat', 0), unitExerciseOf('Row', 1)], { grants: [granteeOf('ada', 'read')] });
const otherTarget = unitOf([unitExerciseOf('Squat', 0), unitExerciseOf('Row', 1, { target: targetOf({ rir: 1 }) })]);
const otherName = unitOf([unitExerciseOf('Squat', 0), unitExerciseOf('Row', 1, { name: 'Dip' })]);

describeSentences('unit', [
  ['UnitCreated', { copyOf: 'id' }, {}, 'Unit “Tag A” created as a copy'],
  ['UnitExerciseAdded', {}, { after: unit }, 'Kniebeuge added as exercise 2: 3 × at least 5 reps, 60 kg, RPE 8'],
  [
    'UnitExerciseEdited',
    { unitExerciseId: 'Row' },
    { before: unit, after: otherTarget },
    'Row: 3 × no target → 3 × 1 in reserve',
  ],
  ['UnitExerciseEdited', { unitExerciseId: 'Row' }, { before: unit, after: otherName }, 'Exercise 2: Row → Dip'],
  [
    'UnitExerciseEdited',
    { unitExerciseId: 'Row' },
    { before: unit, after: unitOf() },
    'Kniebeuge: nothing that is shown changed',
  ],
  ['UnitExerciseRemoved', { unitExerciseId: 'Row' }, { before: unit }, 'Row removed'],
  [
    'UnitExercisesReordered',
    {},
    { before: unit, after: unitOf(unit.exercises.toReversed()) },
    'Exercises reordered: Squat, Row → Row, Squat',
  ],
  [
    'AccessGranted',
    { accountId: 'ada', level: 'write' },
    { before: unit, after: unit },
    'Unit: access of the account ada read → write',
  ],
  [
    'AccessGranted',
    { accountId: 'eve', level: 'write' },
    { before: unit, after: unit },
    'Unit: access of the account eve none → write',
  ],
  ['AccessEnded', { accountId: 'ada' }, { before: unit }, 'Unit: access of the account ada read → none'],
  ['AccessEnded', { accountId: 'eve' }, { before: unit }, 'Unit: access of the account eve none → none'],
  ['SharingChanged', {}, { before: unit, after: unit }, 'Unit: nothing that is shown changed'],
]);

const plan = planOf([planUnitOf('Push', 1), planUnitOf('Pull', 3)]);
const moved = planOf([planUnitOf('Push', 1), planUnitOf('Pull', 4)]);

describeSentences('plan', [
  ['PlanCreated', { copyOf: 'id' }, {}, 'Plan “Drei Tage” created as a copy'],
  [
    'PlanUnitEdited',
    { planUnitId: 'Pull' },
    { before: plan, after: planOf([planUnitOf('Pull', 3, 0, { name: 'Legs' })]) },
    'Unit on week 1, day 3: “Pull” → “Legs”',
  ],
  [
    'PlanUnitMoved',
    { planUnitId: 'Pull' },
    { before: plan, after: moved },
    'Unit “Pull” moved: week 1, day 3, place 1 → week 1, day 4, place 1',
  ],
  ['PlanUnitRemoved', { planUnitId: 'Pull' }, { before: plan }, 'Unit “Pull” removed from week 1, day 3'],
  [
    'PlanUnitsReordered',
    {},
    { before: plan, after: planOf([...moved.units, planUnitOf('New', 5)]) },
    'Units reordered: “Pull” week 1, day 3, place 1 → week 1, day 4, place 1',
  ],
]);

const schedule = exampleAfter<ScheduleDocument>('schedule', 'SchedulePaused', scheduleFold);
const from = '2026-01-19' as Day;

describeSentences('schedule', [
  ['PlanStarted', {}, { before: { ...schedule, name: 'Old' } }, 'Plan started: “Old” → “Drei Tage” from 2026-01-12'],
  ['ScheduleShifted', { from, days: -2 }, {}, 'What is due from 2026-01-19 on is due 2 days earlier'],
  ['ScheduleShifted', { from, days: 0 }, {}, 'What is due from 2026-01-19 on is due 0 days later'],
  ['ScheduleResumed', {}, { before: { ...schedule, pausedFrom: null } }, 'Schedule resumed on 2026-02-10'],
]);

describeSentences('exercise', [['OwnExerciseAdded', { copyOf: null }, {}, 'Exercise “Bankdrücken” added']]);
describeSentences('import', [
  ['ImportStarted', { personal: { fileName: null } }, {}, 'Import of a file (strong) started'],
]);
describeSentences('measurement', [
  ['MeasurementRecorded', { personal: { time: null } }, {}, 'Body weight recorded: 180.25 lb on 2026-01-09'],
]);
describeSentences('discussion', [
  [
    'CommentAdded',
    { by: 'coach', setId: null, entryId: null },
    {},
    'The coach commented on the session: “Tief genug? 🏋️”',
  ],
  ['CommentAdded', { setId: null, entryId: 'id' }, {}, 'The athlete commented on an exercise: “Tief genug? 🏋️”'],
  ['CommentEdited', {}, {}, 'Comment changed: none → “War das tief genug?”'],
  ['CommentRemoved', {}, {}, 'Comment removed: none'],
]);
