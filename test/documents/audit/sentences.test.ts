import { expect } from 'chai';
import { auditOf, tell } from '../../../src/documents/audit/all.ts';
import type { Presence } from '../../../src/documents/presence.ts';
import { type FeedKind, feedKinds } from '../../../src/events/schemas.ts';
import type { SessionEvent } from '../../../src/events/session.ts';
import { parseStream } from '../../../src/events/streams.ts';
import { allExamples } from '../../golden/examples.ts';
import { streamOfEvents } from '../../support/specification.ts';

/** For each example stream: every event with the sentence about it. */
const expected: Readonly<Record<string, readonly (readonly [type: string, sentence: string])[]>> = {
  'account-01900000-0000-7000-8000-00000000000a': [
    ['ClaimLapsed', 'A reservation (email) that was not used has lapsed'],
    ['AccountRegistered', 'Account registered'],
    ['AccountRenamed', 'Account: name none → “Ada Lovelace”'],
    ['EmailChanged', 'Account: email address ada@example.com → countess@example.com'],
    ['SuperuserGranted', 'Account: superuser no → yes'],
    ['SuperuserRevoked', 'Account: superuser yes → no'],
    ['RoleAssigned', 'Account: role Application Access → Fitness Trainer'],
    ['RoleRevoked', 'Account: role Fitness Trainer → Application Access'],
    ['PasswordResetOffered', 'Reset of the password offered'],
    ['PasswordChanged', 'Password changed, and signed out everywhere'],
    ['SignedOutEverywhere', 'Signed out everywhere'],
    ['AccountDeactivated', 'Account deactivated, and signed out everywhere'],
    ['AccountReactivated', 'Account active again'],
    ['AccountErased', 'Account erased'],
  ],
  'session-01900000-0000-7000-8000-000000000001': [
    [
      'SessionStarted',
      'Session “Beine” started at 2026-01-10 09:00 (Europe/Berlin), from the unit “Tag A” and the plan “Grundplan” and an imported file',
    ],
    ['SessionRenamed', 'Session: name “Beine” → “Beintag”'],
    ['SessionNoted', 'Session: notes none → “müde”'],
    ['ExerciseAdded', 'Kniebeuge added as exercise 1'],
    ['ExerciseCorrected', 'Kniebeuge: superset 1 → none'],
    ['ExercisesReordered', 'Exercises reordered: Kniebeuge → Kniebeuge'],
    ['SetLogged', 'Set 1 of Kniebeuge logged: -61.23496995 lb × 5, RPE 8.5 (warm-up), notes “Knie zwickt 🦵”'],
    [
      'SetCorrected',
      'Set 1 of Kniebeuge: -61.23496995 lb × 5, RPE 8.5 (warm-up) → -61.23496995 lb × 6, RPE 8.5 (warm-up)',
    ],
    ['SetsReordered', 'Sets of Kniebeuge reordered: 1 → 1'],
    ['SetRemoved', 'Set 1 of Kniebeuge removed: -61.23496995 lb × 6, RPE 8.5 (warm-up)'],
    ['ExerciseRemoved', 'Kniebeuge removed'],
    ['SessionCompleted', 'Session completed at 2026-01-10 10:30'],
    ['SessionTimesCorrected', 'Session: nothing that is shown changed (after the session had ended)'],
    ['SessionAborted', 'Session aborted at 2026-01-10 10:30'],
    ['SessionDeleted', 'Session “Beintag” deleted, with 0 exercises and 0 sets'],
    ['ClaimLapsed', 'A reservation (active session) that was not used has lapsed'],
  ],
  'unit-01900000-0000-7000-8000-000000000061': [
    ['ClaimLapsed', 'A reservation (unit name) that was not used has lapsed'],
    ['UnitCreated', 'Unit “Tag A” created'],
    ['SharingChanged', 'Unit: sharing private → shared'],
    ['AccessGranted', 'Unit: access of the account 01900000-0000-7000-8000-0000000000a2 none → write'],
    ['AccessEnded', 'Unit: access of the account 01900000-0000-7000-8000-0000000000a2 write → none'],
    ['UnitEdited', 'Unit: name “Tag A” → “Beintag”; description none → “schwer”'],
    ['UnitExerciseAdded', 'Kniebeuge added as exercise 1: 3 × at least 5 reps, 60 kg, RPE 8'],
    [
      'UnitExerciseEdited',
      'Kniebeuge: progression linear, 2.5 kg more, 10 % less after 3 failures → 2 weeks (65 % × 5; 72.5 % × 3+), 5 kg more each cycle',
    ],
    ['UnitExercisesReordered', 'Exercises reordered: Kniebeuge → Kniebeuge'],
    ['UnitArchived', 'Unit archived'],
    ['UnitRestored', 'Unit taken out of the archive'],
    ['UnitExerciseRemoved', 'Kniebeuge removed'],
    ['UnitDeleted', 'Unit “Beintag” deleted'],
  ],
  'profile-01900000-0000-7000-8000-00000000000a': [
    ['ProfileCreated', 'Athlete profile created'],
    [
      'PreferencesChanged',
      'Profile: unit kg → lb; time zone unknown → Europe/Berlin; first day of the week monday → sunday; formula of the estimated maximum epley → brzycki',
    ],
    [
      'GearChanged',
      'Profile: gear in kg what most gyms have → bar 20, plates 1.25 (2 pairs), 20, dumbbells 12.5, step 5',
    ],
    [
      'TrainingMaxSet',
      'Training max of the exercise 01900000-0000-7000-8000-000000000041: none → 225.5 lb from 2026-01-10',
    ],
    ['TrainingMaxRemoved', 'Training max of the exercise 01900000-0000-7000-8000-000000000042: none → none'],
    [
      'ProfileForCoachesChanged',
      'Profile: goals none → Squat 150 kg; limitations none → Left knee; equipment none → Rack; year of birth none → 1990',
    ],
  ],
  'plan-01900000-0000-7000-8000-000000000071': [
    ['ClaimLapsed', 'A reservation (plan name) that was not used has lapsed'],
    ['PlanCreated', 'Plan “Drei Tage” created'],
    ['SharingChanged', 'Plan: sharing private → public'],
    ['AccessGranted', 'Plan: access of the account 01900000-0000-7000-8000-0000000000a2 none → read'],
    ['AccessEnded', 'Plan: access of the account 01900000-0000-7000-8000-0000000000a2 read → none'],
    ['PlanEdited', 'Plan: weeks 4 → 2; repeats until stopped → 6'],
    ['PlanUnitAdded', 'Unit “Beintag” added on week 1, day 1'],
    ['PlanUnitEdited', 'Unit on week 1, day 1: “Beintag” → “Laufen”; unit 01900000-0000-7000-8000-000000000061 → none'],
    ['PlanUnitMoved', 'Unit “Laufen” moved: week 1, day 1, place 1 → week 2, day 1, place 1'],
    ['PlanUnitsReordered', 'Units reordered: “Laufen” week 2, day 1, place 1 → week 1, day 3, place 1'],
    ['PlanArchived', 'Plan archived'],
    ['PlanRestored', 'Plan taken out of the archive'],
    ['PlanUnitRemoved', 'Unit “Laufen” removed from week 1, day 3'],
    ['PlanDeleted', 'Plan “Drei Tage” deleted'],
  ],
  'schedule-01900000-0000-7000-8000-00000000000a': [
    ['PlanStarted', 'Plan started: “Drei Tage” from 2026-01-12'],
    ['ScheduleShifted', 'What is due from 2026-01-19 on is due 1 day later'],
    ['SchedulePaused', 'Schedule paused from 2026-02-01'],
    ['ScheduleResumed', 'Schedule resumed on 2026-02-10 (paused from 2026-02-01)'],
    ['ScheduleEnded', 'Schedule ended from 2026-03-01'],
  ],
  'coaching-01900000-0000-7000-8000-0000000000c1': [
    ['CoachInvited', 'Coach “trainerin@example.com” invited to read: history, plans'],
    [
      'CoachingAccepted',
      'Coaching by the account 01900000-0000-7000-8000-0000000000a2 accepted, to read: history, plans',
    ],
    [
      'CoachingTermsChanged',
      'Coaching: scope history, plans → history, body data; end 2026-01-10T09:30:00.000000Z → none',
    ],
    ['CoachingEnded', 'Coaching ended by the athlete'],
  ],
  'coaching-01900000-0000-7000-8000-0000000000c2': [
    ['ClaimLapsed', 'A reservation (coaching) that was not used has lapsed'],
    ['CoachingRequested', 'The account 01900000-0000-7000-8000-0000000000a2 asked to read: statistics'],
    ['CoachingDeclined', 'Coaching declined'],
  ],
  'import-01900000-0000-7000-8000-000000000002': [
    ['ImportStarted', 'Import of “strong.csv” (strong) started'],
    ['ImportReachedSessions', 'Import begins to change 1 session'],
    ['ImportRowsRejected', '2 rows of the file rejected'],
    [
      'ImportCompleted',
      'Import completed: 2 sessions, 9 sets (5 added, 1 updated, 3 unchanged, 1 removed), 2 rejected rows',
    ],
    ['ImportUndoBegun', 'Undo of the import started'],
    ['ImportUndone', 'Import undone'],
  ],
  'import-01900000-0000-7000-8000-000000000003': [
    ['ImportStarted', 'Import of “body.csv” (fitnotes) started'],
    ['ImportReachedMeasurements', 'Import begins to change 1 body measurement'],
  ],
  'measurement-01900000-0000-7000-8000-000000000081': [
    ['MeasurementRecorded', 'Body weight recorded: 180.25 lb on 2026-01-09 07:30'],
    [
      'MeasurementCorrected',
      'Body weight of 2026-01-09 07:30: 180.25 lb → 36.5 cm; kind Body weight → Left upper arm; day 2026-01-09 → 2026-01-10; time 07:30 → unknown; notes “after breakfast” → none',
    ],
    ['MeasurementRemoved', 'Left upper arm of 2026-01-10 removed: 36.5 cm'],
  ],
  'support-01900000-0000-7000-8000-0000000000d1': [
    [
      'SupportAccessOpened',
      'The superuser 01900000-0000-7000-8000-0000000000a2 may read until 2026-01-10T09:30:00.000000Z: “Doppelte Einheiten nach dem Import 🏋️”',
    ],
    ['SupportAccessEnded', 'Support access ended by the athlete'],
  ],
  'exercise-01900000-0000-7000-8000-000000000041': [
    ['CatalogueExerciseAdded', 'Exercise “Bankdrücken” added to the catalogue'],
    ['CatalogueExerciseRevised', 'Exercise “Bankdrücken”: force push → none'],
    ['ExerciseArchived', 'Exercise archived'],
    ['ExerciseRestored', 'Exercise taken out of the archive'],
  ],
  'exercise-01900000-0000-7000-8000-000000000042': [
    ['OwnExerciseAdded', 'Exercise “Bankdrücken” added as a copy'],
    ['OwnExerciseRevised', 'Exercise “Bankdrücken”: mechanic compound → none'],
    ['ExerciseDeleted', 'Exercise “Bankdrücken” deleted'],
  ],
  'discussion-01900000-0000-7000-8000-0000000000d5': [
    ['DiscussionStarted', 'Discussion with the account 01900000-0000-7000-8000-0000000000a2 started'],
    ['CommentAdded', 'The athlete commented on a set: “Tief genug? 🏋️”'],
    ['CommentsRead', 'The coach has read the comments up to revision 1'],
    ['CommentEdited', 'Comment changed: “Tief genug? 🏋️” → “War das tief genug?”'],
    ['CommentRemoved', 'Comment removed: “War das tief genug?”'],
  ],
};

/** The sentences about the events of a stream, in order. */
function sentencesOf(kind: FeedKind, events: readonly object[]): readonly string[] {
  const audit = auditOf(kind);
  let state: Presence<unknown> = audit.fold.initial;
  return streamOfEvents(events as readonly SessionEvent[]).map((event) => {
    const told = tell(audit, state, event);
    ({ state } = told);
    return told.sentence;
  });
}

describe('the sentences of the audit', () => {
  // The examples contain every type of event, as the tests of recorded events check.
  for (const { stream, events } of allExamples) {
    const kind = feedKinds.find((each) => each === parseStream(stream).category);
    if (!kind) continue;
    it(`tell each event of ${stream}`, () => {
      const sentences = sentencesOf(kind, events);
      expect(events.map(({ type }, at) => [type, sentences[at]])).to.deep.equal(expected[stream]);
    });
  }
});
