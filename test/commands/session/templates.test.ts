import type { WholeEntry } from '../../../src/commands/session/content/content.ts';
import type { SessionCommand } from '../../../src/commands/session/decider.ts';
import type { Templates } from '../../../src/commands/session/start-session.ts';
import type { UnitExerciseId } from '../../../src/events/ids.ts';
import type { SessionEvent } from '../../../src/events/session.ts';
import { plannedSets } from '../../../src/events/training-values.ts';
import { maxSets } from '../../../src/events/values.ts';
import { plannedEntry, plannedSet, startedFromUnit, targets, unitId } from '../support/planned.ts';
import {
  completed,
  type Data,
  entry,
  first,
  five,
  given,
  later,
  logged,
  morning,
  plank,
  planks,
  sessionId,
  squat,
  timezone,
  wholeSet,
} from '../support/sessions.ts';

const unit = { id: unitId, name: 'Day A' };
const plannedSquats: WholeEntry = { ...entry(squat), planned: targets, sets: [] };
const record = (change: Partial<Data<'RecordSession'>> = {}): SessionCommand => ({
  type: 'RecordSession',
  data: {
    ...{ sessionId, startedAt: morning, timezone, importId: null, name: 'Legs', notes: null, endedAt: null },
    ...{ templates: { plan: null, unit }, entries: [plannedSquats], ...change },
  },
});
const begun = [startedFromUnit, plannedEntry()] as const;

describe('starting a session from a unit', () => {
  it('records the unit with its name, and the targets of each exercise, at once', () =>
    given()
      .when(record())
      .thenYields(...begun));
  it('records freestyle sessions without a template and without targets', () =>
    given()
      .when(record({ templates: { plan: null, unit: null }, entries: [] }))
      .thenYields({
        type: 'SessionStarted',
        data: { ...startedFromUnit.data, unit: null, personal: { ...startedFromUnit.data.personal, unit: null } },
      }));
  it('is refused for a unit that the athlete does not have', () => {
    for (const wasDeleted of [true, false]) {
      given()
        .when(record({ templates: { plan: null, unit: { id: unitId, name: null, wasDeleted } } }))
        .thenRefused('unit-not-found');
    }
  });
  it('is refused for an exercise that the unit does not have', () =>
    given()
      .when(record({ entries: [{ ...plannedSquats, planned: null, unitExerciseId: targets.unitExerciseId }] }))
      .thenRefused('validation', 'exercises.0.unitExerciseId'));
  it('is refused with targets that no unit has', () => {
    const wrong = { ...plannedSet, reps: { min: 5, max: 3 } };
    given()
      .when(record({ entries: [{ ...plannedSquats, planned: { ...targets, sets: [wrong] } }] }))
      .thenRefused('validation', 'exercises.0.planned');
  });
  it('is refused with more planned sets than a session has room for', () => {
    const many = Array.from({ length: plannedSets.max }, () => plannedSet);
    const entries = Array.from({ length: maxSets / plannedSets.max + 1 }, (_, n) => ({
      ...{ ...plannedSquats, entryId: `${n}` as typeof squat, planned: { ...targets, sets: many } },
    }));
    given().when(record({ entries })).thenRefused('validation', 'exercises');
  });
  it('is refused for a day of a plan that no plan has', () => {
    const on = (week: number, day: number, index: number): Templates => ({
      ...{ unit, plan: { id: null, name: 'Beginners', day: { week, day, index } } },
    });
    given()
      .when(record({ templates: on(0, 1, 0) }))
      .thenRefused('validation', 'week');
    given()
      .when(record({ templates: on(1, 0, 0) }))
      .thenRefused('validation', 'day');
    given()
      .when(record({ templates: on(1, 1, -1) }))
      .thenRefused('validation', 'index');
  });
});

describe('a repeated start of a session from a unit', () => {
  const renamed = { ...unit, name: 'Day B' };
  const other = { ...targets, sets: [plannedSet] };
  it('changes nothing when the unit was renamed, changed or deleted since', () => {
    for (const repeated of [renamed, { ...unit, name: null, wasDeleted: true }]) {
      const templates = { plan: null, unit: repeated };
      given(...begun)
        .when(record({ templates }))
        .thenYields();
      given(...begun)
        .when(record({ templates, entries: [{ ...plannedSquats, planned: other }] }))
        .thenYields();
      given(...begun)
        .when(record({ templates, entries: [], isWholeUnit: true }))
        .thenYields();
    }
  });
  it('changes nothing when it comes live once, and once by a batch', () => {
    given(...begun)
      .when(record({ live: true }))
      .thenYields();
  });
  it('is refused with another unit, another end or other exercises', () => {
    const another = { plan: null, unit: { ...unit, id: sessionId as string as typeof unitId } };
    for (const change of [{ templates: another }, { endedAt: later, isWholeUnit: true }, { entries: [planks] }]) {
      given(...begun)
        .when(record(change))
        .thenRefused('id-taken');
    }
    const ofAnother = { ...targets, unitExerciseId: plank as string as UnitExerciseId };
    given(...begun)
      .when(record({ entries: [{ ...plannedSquats, planned: ofAnother }] }))
      .thenRefused('id-taken');
  });
});

describe('the targets of an entry', () => {
  const exchanged = (correction: boolean): SessionEvent => {
    const event = plannedEntry('ExerciseCorrected', { name: 'Leg Press' });
    return { ...event, data: { ...event.data, correction } } as SessionEvent;
  };
  it('stay when the entry is edited, also after the end', () => {
    const edit = { type: 'EditExercise', data: { entryId: squat, name: 'Leg Press' } } as const;
    given(...begun)
      .when(edit)
      .thenYields(exchanged(false));
    given(...begun, completed)
      .when(edit)
      .thenYields(exchanged(true));
  });
  it('stay when the whole session is replaced', () => {
    const replace = (entries: readonly WholeEntry[]): SessionCommand => ({
      type: 'ReplaceSession',
      data: {
        ...{ name: 'Legs', notes: null, startedAt: morning, endedAt: null, timezone, status: null },
        entries,
      },
    });
    const { planned: _, ...asked } = plannedSquats;
    given(...begun, logged(first))
      .when(replace([{ ...asked, sets: [wholeSet(first, five)] }]))
      .thenYields();
    given(...begun)
      .when(replace([{ ...asked, personal: { name: 'Leg Press', notes: null } }]))
      .thenYields(exchanged(false));
  });
});
