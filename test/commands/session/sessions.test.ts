import { expect } from 'chai';
import { session } from '../../../src/commands/session/decider.ts';
import type { Instant, TimeZone } from '../../../src/events/ids.ts';
import { noon, stranger } from '../../support/specification.ts';
import {
  abort,
  aborted,
  added,
  complete,
  completed,
  deleted,
  editSession,
  first,
  five,
  given,
  later,
  logged,
  minuteAhead,
  morning,
  squat,
  start,
  started,
  timezone,
  tooFarAhead,
} from '../support/sessions.ts';

describe('starting a session', () => {
  const startedAt = (instant: Instant) => ({ ...started, data: { ...started.data, startedAt: instant } });

  it('records a session with its name, time zone and start', () => given().when(start()).thenYields(started));
  it('starts a session now when the command has no start', () =>
    given()
      .when(start({ startedAt: null }))
      .thenYields(startedAt(noon)));
  it('accepts a start up to a minute after the server time, and refuses a later one', () => {
    given()
      .when(start({ startedAt: minuteAhead }))
      .thenYields(startedAt(minuteAhead));
    given()
      .when(start({ startedAt: tooFarAhead }))
      .thenRefused('validation', 'startedAt');
  });
  it('records nothing when the same session is started again, with or without its start', () => {
    given(started, completed).when(start()).thenYields();
    given(started)
      .when(start({ startedAt: null }))
      .thenYields();
  });
  it('refuses the id of a session with other data', () => {
    for (const change of [{ name: 'Arms' }, { notes: 'x' }, { startedAt: noon }, { timezone: 'UTC' as TimeZone }]) {
      given(started).when(start(change)).thenRefused('id-taken');
    }
  });
  it('refuses the id of a session of another account, also after its deletion', () => {
    given(started).when(start(), { by: stranger }).thenRefused('id-taken');
    given(started, deleted).when(start(), { by: stranger }).thenRefused('id-taken');
  });
  it('refuses the id of a deleted session', () => given(started, deleted).when(start()).thenRefused('id-taken'));
});

describe('editing a session', () => {
  it('renames a session, and clears its name with null', () => {
    for (const name of ['Arms', null]) {
      given(started)
        .when(editSession({ name }))
        .thenYields({ type: 'SessionRenamed', data: { personal: { name }, correction: false } });
    }
  });
  it('records notes of a session', () =>
    given(started)
      .when(editSession({ notes: 'Knee hurts' }))
      .thenYields({ type: 'SessionNoted', data: { personal: { notes: 'Knee hurts' }, correction: false } }));
  it('records nothing when nothing of a session changes', () => {
    given(started).when(editSession({})).thenYields();
    given(started)
      .when(editSession({ name: 'Legs', notes: null, startedAt: morning, timezone }))
      .thenYields();
  });
  it('records a change after the end of a session as a correction', () => {
    for (const end of [completed, aborted]) {
      given(started, end)
        .when(editSession({ name: 'Arms' }))
        .thenYields({ type: 'SessionRenamed', data: { personal: { name: 'Arms' }, correction: true } });
    }
  });
  it('moves the start, the end or the time zone of a session', () => {
    const times = { startedAt: morning, endedAt: later, timezone, correction: true };
    for (const change of [{ startedAt: later }, { endedAt: noon }, { timezone: 'UTC' as TimeZone }]) {
      given(started, completed)
        .when(editSession(change))
        .thenYields({ type: 'SessionTimesCorrected', data: { ...times, ...change } });
    }
    given(started)
      .when(editSession({ startedAt: noon }))
      .thenYields({
        type: 'SessionTimesCorrected',
        data: { ...times, startedAt: noon, endedAt: null, correction: false },
      });
  });
  it('refuses an end for a session in progress', () =>
    given(started)
      .when(editSession({ endedAt: noon }))
      .thenRefused('validation', 'endedAt'));
  it('refuses an end before the start, and names the member of the command', () => {
    given(started, completed)
      .when(editSession({ startedAt: noon }))
      .thenRefused('validation', 'startedAt');
    given(started, completed)
      .when(editSession({ endedAt: '2026-01-10T07:59:59.999999Z' as Instant }))
      .thenRefused('validation', 'endedAt');
    given(started, completed)
      .when(editSession({ startedAt: noon, endedAt: morning }))
      .thenRefused('validation', 'endedAt');
    given(started, completed)
      .when(editSession({ endedAt: morning }))
      .thenYields({
        type: 'SessionTimesCorrected',
        data: { startedAt: morning, endedAt: morning, timezone, correction: true },
      });
  });
  it('refuses a start or an end in the future', () => {
    given(started)
      .when(editSession({ startedAt: tooFarAhead }))
      .thenRefused('validation', 'startedAt');
    given(started, completed)
      .when(editSession({ endedAt: tooFarAhead }))
      .thenRefused('validation', 'endedAt');
  });
  it('hides a session from other accounts, as if it did not exist', () => {
    given(started).when(editSession({}), { by: stranger }).thenRefused('session-not-found');
    given(started, deleted).when(editSession({})).thenRefused('session-not-found');
    given().when(editSession({})).thenRefused('session-not-found');
  });
});

describe('ending a session', () => {
  it('completes or aborts a session at the given time', () => {
    given(started).when(complete(later)).thenYields(completed);
    given(started).when(abort(later)).thenYields(aborted);
  });
  it('ends a session now when the command has no end', () =>
    given(started)
      .when(complete(null))
      .thenYields({ type: 'SessionCompleted', data: { endedAt: noon } }));
  it('ends a session at its start when the start is later than the server time', () => {
    const startedAt = '2026-01-10T12:00:30.000000Z' as Instant;
    given({ ...started, data: { ...started.data, startedAt } })
      .when(complete(null))
      .thenYields({ type: 'SessionCompleted', data: { endedAt: startedAt } });
  });
  it('refuses an end before the start or in the future', () => {
    for (const endedAt of ['2026-01-10T07:59:59.999999Z' as Instant, tooFarAhead]) {
      given(started).when(complete(endedAt)).thenRefused('validation', 'endedAt');
    }
    given(started)
      .when(complete(minuteAhead))
      .thenYields({ type: 'SessionCompleted', data: { endedAt: minuteAhead } });
  });
  it('records nothing when a session is ended again in the same way at the same time', () => {
    given(started, completed).when(complete(later)).thenYields();
    given(started, aborted).when(abort(later)).thenYields();
  });
  it('refuses another end for an ended session', () => {
    given(started, completed).when(complete(noon)).thenRefused('session-ended');
    given(started, completed).when(complete(null)).thenRefused('session-ended');
    given(started, completed).when(abort(later)).thenRefused('session-ended');
    given(started, aborted).when(complete(later)).thenRefused('session-ended');
  });
});

describe('deleting a session', () => {
  it('records that a session was deleted, whatever its status is', () => {
    for (const past of [[], [added(squat), logged(first)], [completed]]) {
      given(started, ...past)
        .when({ type: 'DeleteSession', data: {} })
        .thenYields(deleted);
    }
  });
});

describe('the time at which an event of a session happened', () => {
  it('is the start, the end or the time of a set, and unknown for other events', () => {
    const performedAt = '2026-01-10T08:30:00.000000Z' as Instant;
    const set = logged(first, { ...five, performedAt });
    expect([started, completed, aborted, set].map(session.occurredAt)).to.deep.equal([
      ...[morning, later, later, performedAt],
    ]);
    expect([logged(first), added(squat), deleted].map(session.occurredAt)).to.deep.equal([null, null, null]);
  });
  it('does not make claims', () => expect(session.claims(session.initial)).to.deep.equal([]));
});
