import { expect } from 'chai';
import { watch } from '../../src/commands/watch/decider.ts';
import { present, replay } from '../../src/documents/presence.ts';
import type { AccountId, Day } from '../../src/events/ids.ts';
import { maxMarked, maxMarks, type SeenMark } from '../../src/events/signal-values.ts';
import type { WatchEvent, WatchId } from '../../src/events/watch.ts';
import { athlete as coach, specificationOf, stranger, streamOfEvents } from '../support/specification.ts';

const given = specificationOf(watch);
const watchId = '01900000-0000-7000-8000-0000000000d1' as WatchId;
const athleteId = '01900000-0000-7000-8000-0000000000a2' as AccountId;
const subject = '01900000-0000-7000-8000-000000000041';
const created: WatchEvent = { type: 'WatchCreated', data: { watchId, coachId: coach, athleteId } };
const set = (thresholds: object) => ({ type: 'SetThresholds', data: { watchId, athleteId, thresholds } }) as const;
const mark: SeenMark = { kind: 'stall', subject, strength: 6, until: '2026-01-10' as Day };
const see = (...marks: readonly object[]) =>
  ({ type: 'MarkSignalsSeen', data: { watchId, athleteId, marks: marks as SeenMark[] } }) as const;
const seen = (...marks: readonly SeenMark[]): WatchEvent => ({ type: 'SignalsSeen', data: { marks } });

describe('A watch', () => {
  it('is created by its first command, also by one that changes nothing', () => {
    given()
      .when(set({ skips: 5 }))
      .thenYields(created, { type: 'ThresholdsChanged', data: { thresholds: { skips: 5 } } });
    given().when(see(mark)).thenYields(created, seen(mark));
    given().when(set({})).thenYields(created);
  });

  it('has the thresholds of the last command, in one order, and records no change that is none', () => {
    const changed: WatchEvent = { type: 'ThresholdsChanged', data: { thresholds: { missedSessions: 3, skips: 5 } } };
    given(created)
      .when(set({ skips: 5, missedSessions: 3 }))
      .thenYields(changed);
    given(created, changed)
      .when(set({ skips: 5, missedSessions: 3 }))
      .thenYields();
    given(created, changed)
      .when(set({}))
      .thenYields({ type: 'ThresholdsChanged', data: { thresholds: {} } });
  });

  it('refuses thresholds that do not exist or are out of their range', () => {
    given(created)
      .when(set({ skips: 0 }))
      .thenRefused('validation', 'skips');
    given(created)
      .when(set({ effortUp: Number.NaN }))
      .thenRefused('validation', 'effortUp');
    given(created)
      .when(set({ magic: 1 }))
      .thenRefused('validation', 'magic');
  });

  it('records a signal again only when it was seen with another strength or on another day', () => {
    given(created, seen(mark)).when(see(mark)).thenYields();
    const stronger = { ...mark, strength: 9 };
    given(created, seen(mark)).when(see(mark, stronger)).thenYields(seen(stronger));
  });

  it('refuses marks that are none', () => {
    for (const [field, value] of [
      ...([
        ['kind', 'magic'],
        ['subject', 'squat'],
        ['strength', -1],
        ['strength', Number.NaN],
      ] as const),
      ...([['until', '2026-02-30']] as const),
    ] as const) {
      given(created)
        .when(see({ ...mark, [field]: value }))
        .thenRefused('validation', field);
    }
    given(created)
      .when(see(...Array(maxMarked + 1).fill(mark)))
      .thenRefused('validation', 'signals');
  });

  it('belongs to its coach', () => {
    given(created)
      .when(set({ skips: 5 }), { by: stranger })
      .thenRefused('not-permitted');
  });

  it('keeps one mark of each signal, and the latest ones', () => {
    const many = Array.from({ length: maxMarks }, (_, at) => ({ ...mark, kind: 'silence' as const, subject: `${at}` }));
    const events = [created, seen(mark), ...many.map((each) => seen(each)), seen({ ...mark, strength: 9 })];
    const { marks } = present(replay(watch, streamOfEvents(events)), 'coaching').document;
    expect([marks.length, marks[0]?.subject, marks.at(-1)?.strength]).to.deep.equal([maxMarks, '1', 9]);
  });

  it('keeps up to where the coach has looked, which only moves forward', () => {
    const review = (to: string, end = 1280n) =>
      ({ type: 'ReviewChanges', data: { watchId, athleteId, to }, end }) as const;
    const reviewed: WatchEvent = { type: 'ChangesReviewed', data: { to: '1200' } };
    given().when(review('1200')).thenYields(created, reviewed);
    given(created, reviewed).when(review('1200')).thenYields();
    given(created, reviewed).when(review('999')).thenYields();
    given(created, reviewed)
      .when(review('1280'))
      .thenYields({ type: 'ChangesReviewed', data: { to: '1280' } });
    for (const to of ['1281', '-1', '007', '', '1.5', '99999999999999999999']) {
      given(created).when(review(to)).thenRefused('validation', 'to');
    }
  });

  it('keeps the private notes of the coach, which are encrypted', () => {
    const write = (text: string | null) => ({ type: 'WriteNotes', data: { watchId, athleteId, text } }) as const;
    const noted = (text: string | null): WatchEvent => ({
      type: 'NotesChanged',
      data: { athleteId, personal: { text } },
    });
    given().when(write('Mornings')).thenYields(created, noted('Mornings'));
    given(created, noted('Mornings')).when(write('Mornings')).thenYields();
    given(created, noted('Mornings')).when(write('')).thenYields(noted(null));
    given(created).when(write(null)).thenYields();
    given(created)
      .when(write('x'.repeat(10_001)))
      .thenRefused('validation', 'text');
  });
});
