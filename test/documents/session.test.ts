import { expect } from 'chai';
import { entryDataOf, performanceOf } from '../../src/documents/entries.ts';
import { gone, present, replay } from '../../src/documents/presence.ts';
import { type SessionDocument, sessionFold } from '../../src/documents/session.ts';
import type { TimeZone } from '../../src/events/ids.ts';
import type { SessionEvent } from '../../src/events/session.ts';
import {
  aborted,
  added,
  completed,
  corrected,
  deleted,
  entry,
  first,
  five,
  later,
  logged,
  morning,
  plank,
  removedEntry,
  removedSet,
  second,
  sessionId,
  squat,
  started,
  timezone,
} from '../commands/support/sessions.ts';
import { athlete, eventAt, noon, streamOfEvents } from '../support/specification.ts';

const documentOf = (...events: readonly SessionEvent[]): SessionDocument =>
  present(replay(sessionFold, streamOfEvents(events)), 'session').document;
const setIdsOf = (...events: readonly SessionEvent[]) =>
  documentOf(...events).exercises.map(({ id, order, sets }) => [id, order, sets.map((set) => [set.id, set.order])]);

describe('the document of a session', () => {
  it('has the values of the start, and no end', () =>
    expect(documentOf(started)).to.deep.equal({
      ...{ id: sessionId, userId: athlete, name: 'Legs', status: 'in_progress', startedAt: morning, endedAt: null },
      ...{ durationSeconds: null, timezone, notes: null, plan: null, unit: null, importId: null, exercises: [] },
      ...{ revision: 0, createdAt: noon, updatedAt: noon },
    }));
  it('has the last revision, and the times at which the first and the last event were received', () => {
    const events = [eventAt(started, 0, morning), eventAt(completed, 1, noon)];
    const { document } = present(replay(sessionFold, events), 'session');
    expect(document).to.include({ revision: 1, createdAt: morning, updatedAt: noon });
  });
  it('follows changes of name and notes', () => {
    const renamed: SessionEvent = { type: 'SessionRenamed', data: { personal: { name: null }, correction: false } };
    const noted: SessionEvent = { type: 'SessionNoted', data: { personal: { notes: 'x' }, correction: false } };
    expect(documentOf(started, renamed, noted)).to.include({ name: null, notes: 'x' });
  });
  it('counts whole seconds from start to end', () => {
    expect(documentOf(started, completed)).to.include({ status: 'completed', endedAt: later, durationSeconds: 5400 });
    expect(documentOf(started, aborted)).to.include({ status: 'aborted', endedAt: later, durationSeconds: 5400 });
  });
  it('follows corrected times, also before the end', () => {
    const times = (endedAt: typeof noon | null): SessionEvent => ({
      type: 'SessionTimesCorrected',
      data: { startedAt: later, endedAt, timezone: 'UTC' as TimeZone, correction: true },
    });
    expect(documentOf(started, times(null))).to.include({ startedAt: later, endedAt: null, durationSeconds: null });
    expect(documentOf(started, completed, times(noon))).to.include({
      ...{ startedAt: later, endedAt: noon, timezone: 'UTC', durationSeconds: 8999, status: 'completed' },
    });
  });
  it('does not exist before the start or after a deletion, until it begins again', () => {
    expect(replay(sessionFold, [])).to.deep.equal({ kind: 'absent' });
    for (const after of [[], [completed]]) {
      expect(replay(sessionFold, streamOfEvents([started, deleted, ...after]))).to.deep.equal(gone);
    }
    expect(documentOf(started, deleted, started)).to.include({ status: 'in_progress', revision: 2 });
  });
  it('is a defect when it changes before it exists', () => {
    expect(() => replay(sessionFold, streamOfEvents([completed]))).to.throw(
      'SessionCompleted of a session that is absent',
    );
  });
});

describe('the exercises and sets in the document of a session', () => {
  it('are numbered from 0 without gaps through additions, removals and new orders', () => {
    const past = [started, added(squat), added(plank), logged(first), logged(second)];
    expect(setIdsOf(...past)).to.deep.equal([
      [
        squat,
        0,
        [
          [first, 0],
          [second, 1],
        ],
      ],
      [plank, 1, []],
    ]);
    expect(setIdsOf(...past, removedSet(first))).to.deep.equal([
      [squat, 0, [[second, 0]]],
      [plank, 1, []],
    ]);
    expect(setIdsOf(...past, removedEntry)).to.deep.equal([[plank, 0, []]]);
    const reordered: SessionEvent = {
      type: 'ExercisesReordered',
      data: { entryIds: [plank, squat], correction: false },
    };
    const setsReordered: SessionEvent = {
      type: 'SetsReordered',
      data: { entryId: squat, setIds: [second, first], correction: false },
    };
    expect(setIdsOf(...past, reordered, setsReordered)).to.deep.equal([
      [plank, 0, []],
      [
        squat,
        1,
        [
          [second, 0],
          [first, 1],
        ],
      ],
    ]);
  });
  it('keep their place and the sets when they are corrected', () => {
    const entryCorrected: SessionEvent = {
      type: 'ExerciseCorrected',
      data: { ...entry(squat, 'reps', 'Deep Squat'), supersetGroup: 2, correction: false },
    };
    const past = [started, added(plank), added(squat), logged(second), logged(first)];
    const { exercises } = documentOf(...past, corrected(first, { ...five, reps: 6 }), entryCorrected);
    expect(exercises[1]).to.deep.include({ id: squat, order: 1, name: 'Deep Squat', supersetGroup: 2, notes: null });
    expect(exercises[1]?.sets.map(({ id, order, reps }) => [id, order, reps])).to.deep.equal([
      [second, 0, 5],
      [first, 1, 6],
    ]);
    expect(exercises[0]).to.deep.include({ id: plank, order: 0, name: 'Squat', sets: [] });
  });
  it('lead back to the data of the events that made them', () => {
    const performance = { ...five, rpe: 8, performedAt: later, personal: { notes: 'deep' } };
    const [document] = documentOf(started, added(squat), logged(first, performance)).exercises;
    const { entryId: _, ...data } = entry(squat);
    expect(document && entryDataOf(document)).to.deep.equal(data);
    expect(document?.sets.map(performanceOf)).to.deep.equal([performance]);
  });
});
