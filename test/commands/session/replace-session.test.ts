import type { ReplaceSession } from '../../../src/commands/session/replace-session.ts';
import type { SetId } from '../../../src/events/ids.ts';
import { emptyPerformance, type Performance } from '../../../src/events/performance.ts';
import type { SessionEvent } from '../../../src/events/session.ts';
import { maxExercises, maxSetsPerExercise } from '../../../src/events/values.ts';
import { stranger } from '../../support/specification.ts';
import {
  aborted,
  added,
  completed,
  deleted,
  entry,
  exerciseId,
  first,
  five,
  given,
  later,
  logged,
  morning,
  plank,
  planks,
  removedSet,
  second,
  sessionId,
  squat,
  squats,
  started,
  timezone,
  tooFarAhead,
  wholeSet,
} from '../support/sessions.ts';

type Data = ReplaceSession['data'];
type Whole = Data['entries'][number];

const third = '01900000-0000-7000-8000-000000000023' as SetId;
const replace = (change: Partial<Data> = {}): ReplaceSession => ({
  type: 'ReplaceSession',
  data: {
    ...{ name: 'Legs', notes: null, startedAt: morning, endedAt: null, timezone, status: null },
    ...{ entries: [squats], ...change },
  },
});
const six: Performance = { ...five, reps: 6 };
const begun = [started, added(squat), logged(first), logged(second)];
const correction = false;
const edited = (change: object): SessionEvent => ({
  type: 'ExerciseCorrected',
  data: { ...entry(squat), ...change, correction },
});
const addedPlank: SessionEvent = { type: 'ExerciseAdded', data: { ...entry(plank, 'time', 'Plank'), correction } };

/** Ids of new entries or sets. */
const numbered = (count: number): string[] =>
  Array.from({ length: count }, (_, n) => `01900000-0000-7000-8000-${String(n + 1_000).padStart(12, '0')}`);

describe('replacing a session', () => {
  it('changes nothing when the session is as described', () => {
    given(...begun)
      .when(replace())
      .thenYields();
    given(...begun, completed)
      .when(replace({ endedAt: later }))
      .thenYields();
    given(...begun, aborted)
      .when(replace({ endedAt: later, status: 'aborted' }))
      .thenYields();
  });

  it('changes name, notes and times', () =>
    given(...begun)
      .when(replace({ name: null, notes: 'heavy', startedAt: later }))
      .thenYields(
        { type: 'SessionRenamed', data: { personal: { name: null }, correction } },
        { type: 'SessionNoted', data: { personal: { notes: 'heavy' }, correction } },
        { type: 'SessionTimesCorrected', data: { startedAt: later, endedAt: null, timezone, correction } },
      ));

  it('adds, corrects, removes and reorders sets', () =>
    given(...begun)
      .when(replace({ entries: [{ ...squats, sets: [wholeSet(third), wholeSet(second, six)] }] }))
      .thenYields(
        removedSet(first),
        { type: 'SetLogged', data: { entryId: squat, setId: third, ...five, correction } },
        { type: 'SetCorrected', data: { entryId: squat, setId: second, ...six, correction } },
        { type: 'SetsReordered', data: { entryId: squat, setIds: [third, second], correction } },
      ));

  it('adds, edits and reorders exercises', () =>
    given(...begun)
      .when(replace({ entries: [planks, { ...squats, supersetGroup: 1 }] }))
      .thenYields(addedPlank, edited({ supersetGroup: 1 }), {
        type: 'ExercisesReordered',
        data: { entryIds: [plank, squat], correction },
      }));

  it('removes an exercise with its sets by one event, and everything only when it is told so', () =>
    given(...begun, addedPlank)
      .when(replace({ entries: [] }))
      .thenYields(
        { type: 'ExerciseRemoved', data: { entryId: squat, correction } },
        { type: 'ExerciseRemoved', data: { entryId: plank, correction } },
      ));

  it('changes the mode of an exercise together with its sets', () => {
    const minute = { ...five, reps: null, seconds: 60 };
    given(...begun)
      .when(replace({ entries: [{ ...squats, mode: 'time', sets: [wholeSet(first, minute)] }] }))
      .thenYields(edited({ mode: 'time' }), removedSet(second), {
        type: 'SetCorrected',
        data: { entryId: squat, setId: first, ...minute, correction },
      });
    given(...begun)
      .when(replace({ entries: [{ ...squats, mode: 'time' }] }))
      .thenRefused('validation', 'exercises.0.sets.0.reps');
  });

  it('completes or aborts a session in progress after all other changes', () => {
    const noted: SessionEvent = { type: 'SessionNoted', data: { personal: { notes: 'done' }, correction } };
    for (const [status, event] of [
      [null, completed],
      ['completed', completed],
      ['aborted', aborted],
    ] as const) {
      given(...begun)
        .when(replace({ notes: 'done', endedAt: later, status }))
        .thenYields(noted, event);
    }
  });

  it('records changes of a session that has ended as corrections', () =>
    given(...begun, completed)
      .when(replace({ endedAt: morning, entries: [{ ...squats, sets: [wholeSet(first)] }] }))
      .thenYields(
        {
          type: 'SessionTimesCorrected',
          data: { startedAt: morning, endedAt: morning, timezone, correction: true },
        },
        { type: 'SetRemoved', data: { entryId: squat, setId: second, correction: true } },
      ));

  it('gives an exercise without a name and mode those of the exercise it links to, unless the link is the same', () => {
    const unnamed = { ...squats, mode: null, personal: { name: null, notes: null }, exerciseId };
    const linked: SessionEvent = edited({ exerciseId, personal: { name: 'Front Squat', notes: null, planned: null } });
    const command = (reference?: Whole['reference']) =>
      replace({ entries: [{ ...unnamed, ...(reference !== undefined && { reference }) }] });
    given(...begun)
      .when(command({ name: 'Front Squat', mode: 'reps' }))
      .thenYields(linked);
    given(...begun)
      .when(command(null))
      .thenRefused('exercise-not-found');
    given(...begun, linked)
      .when(command(null))
      .thenYields();
  });
});

describe('a replacement of a session', () => {
  const withSets = (sets: Whole['sets']) => ({ entries: [planks, { ...squats, sets }] });
  const many = numbered(maxSetsPerExercise + 1).map((id) => wholeSet(id as SetId, emptyPerformance));
  const wrong: Readonly<Record<string, readonly [Partial<Data>, string]>> = {
    'a value that is not allowed': [withSets([wholeSet(first, { ...five, reps: -1 })]), 'exercises.1.sets.0.reps'],
    'a set in the future': [
      withSets([wholeSet(first, { ...five, performedAt: tooFarAhead })]),
      'exercises.1.sets.0.performedAt',
    ],
    'a start in the future': [{ startedAt: tooFarAhead }, 'startedAt'],
    'an end in the future': [{ endedAt: tooFarAhead }, 'endedAt'],
    'an end before the start': [{ startedAt: later, endedAt: morning }, 'endedAt'],
    'an end without the status of one': [{ endedAt: later, status: 'in_progress' }, 'status'],
    'the status of an end without one': [{ status: 'completed' }, 'endedAt'],
    'one id for two sets': [withSets([wholeSet(first), wholeSet(first)]), 'exercises.1.sets.1.id'],
    'a blank name': [{ name: ' ' }, 'name'],
    'a blank name of an exercise': [
      { entries: [{ ...squats, personal: { name: ' ', notes: null } }] },
      'exercises.0.name',
    ],
    'too many sets': [withSets(many), 'exercises.1.sets'],
  };
  for (const [what, [change, field]] of Object.entries(wrong)) {
    it(`is refused because of ${what}, and the refusal names the field`, () =>
      given(...begun)
        .when(replace(change))
        .thenRefused('validation', field));
  }
  it('cannot take the end from a session, or change the way in which it ended', () => {
    const ended = given(...begun, completed);
    ended.when(replace()).thenRefused('validation', 'endedAt');
    ended.when(replace({ endedAt: later, status: 'aborted' })).thenRefused('validation', 'status');
    ended.when(replace({ endedAt: later, status: 'in_progress' })).thenRefused('validation', 'status');
  });
  it('cannot use the id of something else or of something removed for a new exercise or set', () => {
    for (const sets of [
      [wholeSet(second)],
      [wholeSet(squat as string as SetId)],
      [wholeSet(sessionId as string as SetId)],
    ]) {
      const command = replace({ entries: [{ ...planks, mode: 'reps', sets }] });
      given(...begun)
        .when(command)
        .thenRefused('id-taken');
    }
    given(...begun, removedSet(first))
      .when(replace())
      .thenRefused('id-taken');
  });
  it('is refused for a session that does not exist, was deleted or belongs to another account', () => {
    given().when(replace()).thenRefused('session-not-found');
    given(...begun, deleted)
      .when(replace())
      .thenRefused('session-not-found');
    given(...begun)
      .when(replace(), { by: stranger })
      .thenRefused('session-not-found');
  });
  it('is refused when its events do not fit into one append', () => {
    const sets = numbered(800).map((id) => wholeSet(id as SetId, emptyPerformance));
    const entries = [
      { ...squats, sets: sets.slice(0, 400) },
      { ...planks, sets: sets.slice(400) },
    ];
    given(...begun)
      .when(replace({ entries }))
      .thenRefused('validation', 'exercises');
  });
  it('may leave values that an older build has accepted', () => {
    const old = { ...five, reps: -1 };
    const unnamed = { ...entry(squat), personal: { name: ' ', notes: null, planned: null } };
    given(started, { type: 'ExerciseAdded', data: { ...unnamed, correction } }, logged(first, old))
      .when(replace({ entries: [{ ...unnamed, sets: [wholeSet(first, old)] }] }))
      .thenYields();
  });
  it('may leave as many exercises as an older build has accepted, but not add one', () => {
    const entries = numbered(maxExercises + 2).map((id) => ({ ...entry(id as typeof plank), sets: [] }));
    const [one, ...others] = entries.map(({ entryId }) => added(entryId));
    given(started, ...others, one as SessionEvent)
      .when(replace({ entries: [...entries.slice(1), ...entries.slice(0, 1)] }))
      .thenYields();
    given(started, ...others)
      .when(replace({ entries }))
      .thenRefused('validation', 'exercises');
  });
  it('may leave as many sets as an older build has accepted, and make a session smaller that is too large', () => {
    const beyond: SessionEvent[] = [started, added(squat), ...many.map(({ setId }) => logged(setId, emptyPerformance))];
    const sets = (kept: typeof many) => replace({ entries: [{ ...squats, sets: kept }] });
    given(...beyond)
      .when(sets(many))
      .thenYields();
    given(...beyond, logged(first))
      .when(sets(many))
      .thenYields(removedSet(first));
  });
});
