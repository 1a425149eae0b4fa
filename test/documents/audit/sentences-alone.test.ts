import { describeSentences } from './support/sentences.ts';

// The documents are absent where the log has an event of a deleted thing, such as a set that a phone sent too late.
describeSentences('account', [['AccountRenamed', {}, {}, 'Account: nothing that is shown changed']]);
describeSentences('coaching', [['CoachingTermsChanged', {}, {}, 'Coaching: nothing that is shown changed']]);
describeSentences('exercise', [
  ['OwnExerciseRevised', {}, {}, 'Exercise: nothing that is shown changed'],
  ['ExerciseDeleted', {}, {}, 'Exercise deleted'],
]);
describeSentences('measurement', [
  ['MeasurementCorrected', {}, {}, 'Left upper arm of 2026-01-10: nothing that is shown changed'],
  ['MeasurementRemoved', {}, {}, 'Measurement removed'],
]);
describeSentences('plan', [
  ['SharingChanged', {}, {}, 'Plan: nothing that is shown changed'],
  ['PlanEdited', {}, {}, 'Plan: nothing that is shown changed'],
  ['PlanUnitEdited', {}, {}, 'Unit: nothing that is shown changed'],
  ['PlanUnitMoved', {}, {}, 'Unit moved: nothing that is shown changed'],
  ['PlanUnitsReordered', {}, {}, 'Units reordered: nothing that is shown changed'],
  ['PlanUnitRemoved', {}, {}, 'A unit removed'],
  ['PlanDeleted', {}, {}, 'Plan deleted'],
]);
describeSentences('profile', [
  ['PreferencesChanged', {}, {}, 'Profile: nothing that is shown changed'],
  ['GearChanged', {}, {}, 'Profile: nothing that is shown changed'],
  ['TrainingMaxSet', {}, {}, 'Training max of the exercise 01900000-0000-7000-8000-000000000041: none → none'],
]);
describeSentences('schedule', [
  ['PlanStarted', {}, {}, 'Plan started: “Drei Tage” from 2026-01-12'],
  ['ScheduleResumed', {}, {}, 'Schedule resumed on 2026-02-10'],
]);
describeSentences('session', [
  ['SessionRenamed', {}, {}, 'Session: nothing that is shown changed'],
  ['ExerciseAdded', {}, {}, 'An exercise added as exercise 1'],
  ['ExerciseCorrected', {}, {}, 'An exercise: nothing that is shown changed'],
  ['ExercisesReordered', {}, {}, 'Exercises reordered: none → none'],
  ['SetLogged', {}, {}, 'A set of an exercise logged: -61.23496995 lb × 5, RPE 8.5 (warm-up), notes “Knie zwickt 🦵”'],
  ['SetCorrected', {}, {}, 'A set of an exercise: nothing that is shown changed'],
  ['SetsReordered', {}, {}, 'Sets of an exercise reordered: none → none'],
  ['SetRemoved', {}, {}, 'A set of an exercise removed'],
  ['ExerciseRemoved', {}, {}, 'An exercise removed'],
  ['SessionCompleted', {}, {}, 'Session completed'],
  ['SessionAborted', {}, {}, 'Session aborted'],
  ['SessionDeleted', {}, {}, 'Session deleted'],
]);
describeSentences('unit', [
  ['SharingChanged', {}, {}, 'Unit: nothing that is shown changed'],
  ['AccessGranted', {}, {}, 'Unit: access of the account 01900000-0000-7000-8000-0000000000a2 none → write'],
  ['AccessEnded', {}, {}, 'Unit: access of the account 01900000-0000-7000-8000-0000000000a2 none → none'],
  ['UnitEdited', {}, {}, 'Unit: nothing that is shown changed'],
  ['UnitExerciseAdded', {}, {}, 'Kniebeuge added as exercise 1: 3 × at least 5 reps, 60 kg, RPE 8'],
  ['UnitExerciseEdited', {}, {}, 'Kniebeuge: nothing that is shown changed'],
  ['UnitExercisesReordered', {}, {}, 'Exercises reordered: none → none'],
  ['UnitExerciseRemoved', {}, {}, 'An exercise removed'],
  ['UnitDeleted', {}, {}, 'Unit deleted'],
]);
