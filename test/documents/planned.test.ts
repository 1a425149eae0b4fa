import { expect } from 'chai';
import { entryDataOf } from '../../src/documents/entries.ts';
import { documentOf, present, replay } from '../../src/documents/presence.ts';
import { type SessionDocument, sessionFold } from '../../src/documents/session.ts';
import type { PlanId } from '../../src/events/ids.ts';
import { upcast } from '../../src/events/schemas.ts';
import type { SessionEvent } from '../../src/events/session.ts';
import { backSquat, frontSquat, plannedEntry, startedFromUnit, targets, unitId } from '../commands/support/planned.ts';
import {
  aborted,
  added,
  completed,
  entry,
  first,
  five,
  logged,
  removedSet,
  second,
  squat,
  started,
} from '../commands/support/sessions.ts';
import { streamOfEvents } from '../support/specification.ts';

const sessionOf = (...events: readonly SessionEvent[]): SessionDocument =>
  present(replay(sessionFold, streamOfEvents(events)), 'session').document;
const plannedIn = (...events: readonly SessionEvent[]) => sessionOf(...events).exercises[0]?.planned;
const statusAfter = (...events: readonly SessionEvent[]) =>
  plannedIn(startedFromUnit, plannedEntry(), ...events)?.status;

describe('the document of a session from a template', () => {
  it('has the ids and the names that the templates had at the start', () => {
    expect(sessionOf(startedFromUnit)).to.deep.include({ plan: null, unit: { id: unitId, name: 'Day A' } });
    const plan = '01900000-0000-7000-8000-000000000071' as PlanId;
    const { personal, ...data } = startedFromUnit.data;
    const planDay = { week: 2, day: 3, index: 0 };
    const ofPlan = { ...data, plan, planDay, personal: { ...personal, plan: 'Beginners' } };
    expect(sessionOf({ type: 'SessionStarted', data: ofPlan }).plan).to.deep.equal({
      ...{ id: plan, name: 'Beginners' },
      ...planDay,
    });
  });
  it('keeps the name of a template whose id is unknown', () => {
    const data = { ...startedFromUnit.data, unit: null };
    expect(sessionOf({ type: 'SessionStarted', data }).unit).to.deep.equal({ id: null, name: 'Day A' });
  });
  it('is the same as before for the events of earlier builds, member by member', () => {
    const { live: _, plan: __, planDay: ___, unit: ____, personal, ...start } = started.data;
    const { planned: _____, personal: texts, ...old } = entry(squat);
    const events = [
      ['SessionStarted', { ...start, personal: { name: personal.name, notes: null } }],
      ['ExerciseAdded', { ...old, personal: { name: texts.name, notes: null }, correction: false }],
    ] as const;
    const upcasted = events.map(([type, data]) => ({ type, data: upcast({ type, data }, 1) }) as SessionEvent);
    const { exercises, ...document } = sessionOf(...upcasted);
    expect(JSON.stringify(document)).to.include('"notes":null,"plan":null,"unit":null,"importId":null,');
    expect(JSON.stringify(exercises[0])).to.match(/"supersetGroup":null,"notes":null,"planned":null,"sets":\[\]\}$/);
  });
});

describe('the targets of an entry', () => {
  it('are a copy of what the unit prescribed', () => {
    expect(plannedIn(startedFromUnit, plannedEntry())).to.deep.equal({
      ...{ ...targets, explanation: null, status: 'open', isExchanged: false },
    });
  });
  it('are null for an entry that the athlete has added', () => {
    expect(plannedIn(startedFromUnit, added(squat))).to.equal(null);
  });
  it('can be turned back into the data of the event', () => {
    const event = plannedEntry();
    const [exercise] = sessionOf(startedFromUnit, event).exercises;
    expect({ entryId: squat, ...(exercise && entryDataOf(exercise)), correction: false }).to.deep.equal(event.data);
  });
  it('are open before the first set, partly done before the last one, and done with as many sets as planned', () => {
    expect(statusAfter()).to.equal('open');
    expect(statusAfter(logged(first))).to.equal('partly');
    expect(statusAfter(logged(first), logged(second))).to.equal('done');
    expect(statusAfter(logged(first), logged(second), removedSet(second))).to.equal('partly');
  });
  it('are skipped when the session ends without a set, and no longer when one is added as a correction', () => {
    expect(statusAfter(completed)).to.equal('skipped');
    expect(statusAfter(aborted)).to.equal('skipped');
    expect(statusAfter(completed, logged(first))).to.equal('partly');
    expect(statusAfter(logged(first), completed, removedSet(first))).to.equal('skipped');
    expect(statusAfter(logged(first), completed)).to.equal('partly');
  });
  it('do not count warm-ups', () => {
    expect(statusAfter(logged(first, { ...five, type: 'warm_up' }))).to.equal('open');
  });
  it('say that another exercise was done, by the links if there are two, else by the names', () => {
    const isExchanged = (change: NonNullable<Parameters<typeof plannedEntry>[1]>) =>
      plannedIn(startedFromUnit, plannedEntry(), plannedEntry('ExerciseCorrected', change))?.isExchanged;
    const linked = { ...targets, exerciseId: frontSquat };
    expect(isExchanged({ exerciseId: frontSquat, name: 'My squat', asked: linked })).to.equal(false);
    expect(isExchanged({ exerciseId: backSquat, name: 'Squat', asked: linked })).to.equal(true);
    expect(isExchanged({ name: 'Leg Press', asked: linked })).to.equal(true);
    expect(isExchanged({ name: 'Squat', asked: linked })).to.equal(false);
    expect(isExchanged({ name: 'Leg Press' })).to.equal(true);
    expect(isExchanged({ exerciseId: backSquat, name: 'Squat' })).to.equal(false);
  });
  it('are gone with a deleted session', () => {
    const deleted: SessionEvent = { type: 'SessionDeleted', data: {} };
    expect(documentOf(replay(sessionFold, streamOfEvents([startedFromUnit, plannedEntry(), deleted])))).to.equal(null);
  });
});
