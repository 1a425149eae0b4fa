import { expect } from 'chai';
import type { SignalKind } from '../../../src/events/signal-values.ts';
import { signalsIn } from './support/cases.ts';
import { dayAt, exerciseIdOf, owner, sets } from './support/sessions.ts';
import { type Asked, entry, lifted, on } from './support/told.ts';

describe('what a signal is about', () => {
  const about = (kind: SignalKind, asked: Asked) => signalsIn(asked).find((each) => each.kind === kind);

  it('is an exercise with its name', () =>
    expect(about('record', { sessions: lifted(100, 103), today: 3 })).to.deep.include({
      ...{ subject: exerciseIdOf(1), name: 'Exercise 1', strength: 103, instead: [], notes: [], corrections: [] },
    }));

  it('is the athlete as a whole for silence', () =>
    expect(about('silence', { sessions: [], today: 12 })).to.include({ subject: null, name: null }));

  it('is a session with its notes', () => {
    const found = about('pain_note', { sessions: [{ day: 0, notes: `pain ${'🦵'.repeat(400)}` }], today: 1 });
    const note = { revision: 0, text: `pain ${'🦵'.repeat(295)}`, words: ['pain'], sessionId: found?.subject };
    expect(found?.notes).to.deep.equal([note]);
    expect(found?.subject).to.be.a('string');
  });

  it('is a session with its corrections, and who made them', () => {
    const found = about('late_corrections', {
      sessions: on([0], entry(2)).map((each) => ({ ...each, corrections: [{ hours: 25 }] })),
      today: 3,
    });
    expect(found?.corrections).to.deep.equal([
      {
        ...{ revision: 5, type: 'SetCorrected', by: owner, role: 'application-access', via: 'http' },
        ...{ recordedAt: '2026-01-06T19:00:00.000000Z', lateSeconds: 90_000 },
      },
    ]);
  });

  it('is a correction of the day that it was for the athlete', () => {
    const sessions = on([0], entry(2)).map((each) => ({ ...each, corrections: [{ hours: 25 }, { hours: 49 }] }));
    const daysIn = (zone: string) => {
      const found = about('late_corrections', { sessions, today: 4, zone });
      return [found?.from, found?.to];
    };
    expect(daysIn('UTC')).to.deep.equal([dayAt(1), dayAt(2)]);
    expect(daysIn('Asia/Tokyo')).to.deep.equal([dayAt(2), dayAt(3)]);
  });

  it('names what was done instead, each exercise once', () =>
    expect(about('substitution', { sessions: on([0, 2, 4], entry(2, 5, 7)), today: 6 })?.instead).to.deep.equal([
      'Exercise 7',
    ]));

  it('names the latest events if there are many', () => {
    const many = { exercise: 1, sets: sets(80, 100, 5, { notes: 'pain' }) };
    const events = about('pain_note', { sessions: on([0], many), today: 1 })?.events ?? [];
    expect(events.length).to.be.within(1, 79);
    expect(events.at(-1)?.revision).to.equal(81);
  });
});
