import { expect } from 'chai';
import { session } from '../../../src/commands/session/decider.ts';
import type { RecordSession } from '../../../src/commands/session/record-session.ts';
import { replay } from '../../../src/documents/presence.ts';
import type { Instant, SetId } from '../../../src/events/ids.ts';
import { emptyPerformance } from '../../../src/events/performance.ts';
import type { SessionEvent } from '../../../src/events/session.ts';
import { maxCharacters, maxExercises, maxSets, maxSetsPerExercise, notesLength } from '../../../src/events/values.ts';
import { athlete, eventAt, noon, stranger } from '../../support/specification.ts';
import {
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
  removedEntry,
  second,
  sessionId,
  squat,
  squats,
  started,
  timezone,
  tooFarAhead,
  wholeSet,
} from '../support/sessions.ts';

type Data = RecordSession['data'];
type Whole = Data['entries'][number];

const record = (change: Partial<Data> = {}): RecordSession => ({
  type: 'RecordSession',
  data: {
    ...{ sessionId, startedAt: morning, timezone, importId: null, name: 'Legs', notes: null },
    ...{ entries: [squats, planks], endedAt: later, ...change },
  },
});
const addedPlank: SessionEvent = {
  type: 'ExerciseAdded',
  data: { ...entry(plank, 'time', 'Plank'), correction: false },
};
const whole = [started, added(squat), logged(first), logged(second), addedPlank, completed];
const idOf = (n: number) => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const many = (count: number, performance = emptyPerformance, from = 1_000) =>
  Array.from({ length: count }, (_, n) => wholeSet(idOf(from + n) as SetId, performance));

describe('recording a whole session', () => {
  it('starts the session, adds its exercises with their sets, and completes it', () =>
    given()
      .when(record())
      .thenYields(...whole));
  it('leaves a session without an end in progress', () =>
    given()
      .when(record({ endedAt: null }))
      .thenYields(...whole.slice(0, -1)));
  it('starts a session without exercises', () =>
    given()
      .when(record({ entries: [], endedAt: null }))
      .thenYields(started));

  it('changes nothing when it is repeated', () =>
    given(...whole)
      .when(record())
      .thenYields());
  it('changes nothing when it is repeated after a change under the same request id', () => {
    const changed = [...whole.map((event, at) => eventAt(event, at)), eventAt(removedEntry, whole.length, later)];
    const state = replay(session, changed);
    expect(session.decide(record(), state, { by: athlete, at: noon })).to.deep.equal([]);
  });
  it('starts, if no start is given, at the time when it was made offline', () => {
    const ended = record({ startedAt: null, entries: [] });
    const context = { by: athlete, at: noon, madeAt: morning };
    expect(session.decide(ended, session.initial, context)).to.deep.equal([started, completed]);
  });
  const others: Readonly<Record<string, Partial<Data>>> = {
    'another name': { name: 'Arms' },
    'fewer exercises': { entries: [squats] },
    'an exercise with fewer sets': { entries: [{ ...squats, sets: [wholeSet(first)] }, planks] },
    'another set': {
      entries: [{ ...squats, sets: [wholeSet(first), wholeSet(second, { ...five, reps: 6 })] }, planks],
    },
    'another exercise': { entries: [squats, { ...planks, supersetGroup: 1 }] },
    'another end': { endedAt: '2026-01-10T09:31:00.000000Z' as Instant },
    'no end': { endedAt: null },
  };
  for (const [what, change] of Object.entries(others)) {
    it(`refuses the id of a session that was recorded with ${what}`, () =>
      given(...whole)
        .when(record(change))
        .thenRefused('id-taken'));
  }
  it('refuses the id of a deleted session and of a session of another account', () => {
    given(...whole, deleted)
      .when(record())
      .thenRefused('id-taken');
    given(...whole)
      .when(record(), { by: stranger })
      .thenRefused('id-taken');
  });

  it('gives an exercise without a name and mode those of the exercise it links to', () => {
    const asked = { ...entry(squat), exerciseId, mode: null, personal: { name: null, notes: null }, sets: [] };
    const linked: SessionEvent = {
      type: 'ExerciseAdded',
      data: { ...entry(squat, 'reps', 'Front Squat'), exerciseId, correction: false },
    };
    const reference = { name: 'Front Squat', mode: 'reps' } as const;
    const command = (given: typeof reference | null) =>
      record({ entries: [{ ...asked, reference: given }], endedAt: null });
    given().when(command(reference)).thenYields(started, linked);
    given().when(command(null)).thenRefused('exercise-not-found');
    // A repetition does not need the exercise, which may be gone.
    given(started, linked).when(command(null)).thenYields();
  });
});

describe('a whole session that breaks a rule', () => {
  const withSets = (sets: Whole['sets']) => ({ entries: [planks, { ...squats, sets }] });
  const wrong: Readonly<Record<string, readonly [Partial<Data>, string]>> = {
    'a set that does not fit its mode': [
      withSets([wholeSet(first), wholeSet(second, { ...five, reps: null, seconds: 5 })]),
      'exercises.1.sets.1.seconds',
    ],
    'a set in the future': [
      withSets([wholeSet(first, { ...five, performedAt: tooFarAhead })]),
      'exercises.1.sets.0.performedAt',
    ],
    'a start in the future': [{ startedAt: tooFarAhead }, 'startedAt'],
    'an end in the future': [{ endedAt: tooFarAhead }, 'endedAt'],
    'an end before its start': [{ startedAt: later, endedAt: morning }, 'endedAt'],
    'an end before now, which is its start': [{ startedAt: null }, 'endedAt'],
    'an exercise without a name': [
      { entries: [{ ...squats, personal: { name: null, notes: null } }] },
      'exercises.0.name',
    ],
    'an exercise without a mode': [{ entries: [{ ...squats, mode: null }] }, 'exercises.0.mode'],
    'one id for two exercises': [{ entries: [planks, planks] }, 'exercises.1.id'],
    'one id for two sets': [withSets([wholeSet(first), wholeSet(first)]), 'exercises.1.sets.1.id'],
    'one id for an exercise and a set': [withSets([wholeSet(plank as string as SetId)]), 'exercises.1.sets.0.id'],
    'too many sets of an exercise': [withSets(many(maxSetsPerExercise + 1)), 'exercises.1.sets'],
    'too many exercises': [
      {
        entries: Array.from({ length: maxExercises + 1 }, (_, n) => ({
          ...planks,
          entryId: idOf(500 + n) as typeof plank,
        })),
      },
      'exercises',
    ],
    'too many sets': [
      {
        entries: [0, 1, 2, 3, 4].map((n) => ({
          ...squats,
          entryId: idOf(500 + n) as typeof squat,
          sets: many(maxSets / 5 + 1, emptyPerformance, 1_000 * (n + 1)),
        })),
      },
      'exercises',
    ],
    'too long texts': [
      withSets(many(maxCharacters / notesLength.max, { ...five, personal: { notes: 'x'.repeat(notesLength.max) } })),
      'exercises',
    ],
    'more than one append can hold': [
      { entries: [squats, planks].map((each, n) => ({ ...each, sets: many(400, emptyPerformance, 1_000 * (n + 1)) })) },
      'exercises',
    ],
  };
  for (const [what, [change, field]] of Object.entries(wrong)) {
    it(`is refused because of ${what}, and the refusal names the field`, () =>
      given().when(record(change)).thenRefused('validation', field));
  }
  it('is refused when an exercise or a set has the id of the session', () => {
    const same = { ...planks, entryId: sessionId as string as typeof plank };
    given()
      .when(record({ entries: [same] }))
      .thenRefused('id-taken');
  });
});
