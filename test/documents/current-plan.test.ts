import { expect } from 'chai';
import fc from 'fast-check';
import { type CurrentDay, currentPlanOf, type PlannedSession } from '../../src/documents/current-plan.ts';
import { daysFrom, plusDays, weekdayOf } from '../../src/documents/days.ts';
import { localDay } from '../../src/documents/local-day.ts';
import { inOrderOfDays } from '../../src/documents/plan.ts';
import type { ScheduleDocument } from '../../src/documents/schedule.ts';
import { dateOf, dayOn, lengthOf, placeOf, shifted, unitsOnDay } from '../../src/documents/schedule-days.ts';
import type { Day, Instant, PlanUnitId, SessionId, TimeZone } from '../../src/events/ids.ts';
import type { FirstDayOfWeek } from '../../src/events/values.ts';
import { samples } from '../support/samples.ts';
import { athlete, noon } from '../support/specification.ts';

const day = (text: string) => text as Day;
const session = (
  week: number,
  at: number,
  status: PlannedSession['status'] = 'completed',
  index = 0,
): PlannedSession => ({
  ...{ sessionId: `session ${week} ${at} ${index} ${status}` as SessionId, status, week, day: at, index },
});
/** A plan with units on the days 1, 3 and 5 of one week, the last one twice on its day, done twice from a Monday on. */
const schedule: ScheduleDocument = {
  ...{ id: athlete, planId: null, name: 'Plan', startsOn: day('2026-03-02'), weeks: 1, repeats: 2 },
  units: inOrderOfDays(
    [1, 3, 5, 5].map((at, place) => ({
      ...{ id: `part ${place}` as PlanUnitId, unitId: null, name: `Day ${place}`, day: at, order: 0 },
    })),
  ),
  parts: [{ day: 1, on: day('2026-03-02') }],
  ...{ pausedFrom: null, endedFrom: null, revision: 0, createdAt: noon, updatedAt: noon },
};
const current = (
  today: string,
  sessions: readonly PlannedSession[] = [],
  change: Partial<ScheduleDocument> = {},
  firstDayOfWeek: FirstDayOfWeek = 'monday',
) => currentPlanOf({ schedule: { ...schedule, ...change }, today: day(today), firstDayOfWeek, sessions });
const statesIn = ({ date, units }: CurrentDay) => [date, ...units.map(({ state }) => state)];

describe('the current plan', () => {
  it('tells for each unit of this week whether it was done or missed, is due or will be', () => {
    const { thisWeek, today, next } = current('2026-03-06', [session(1, 1), session(1, 5, 'in_progress', 1)]);
    expect(thisWeek.map(statesIn)).to.deep.equal([
      ...[['2026-03-02', 'done'], ['2026-03-03'], ['2026-03-04', 'missed'], ['2026-03-05']],
      ...[['2026-03-06', 'due', 'started'], ['2026-03-07'], ['2026-03-08']],
    ]);
    expect(today.units.map(({ name, index }) => [name, index])).to.deep.equal([
      ['Day 2', 0],
      ['Day 3', 1],
    ]);
    expect([today.week, today.day]).to.deep.equal([1, 5]);
    expect(next).to.deep.equal(today);
    expect(thisWeek[0]?.units[0]?.sessionId).to.equal('session 1 1 0 completed');
  });

  it('finds the next day with a unit that is not done, also beyond this week', () => {
    expect(current('2026-03-03').next?.date).to.equal('2026-03-04');
    expect(current('2026-03-07').next).to.include({ date: '2026-03-09', week: 2, day: 1 });
    expect(current('2026-03-07', [session(2, 1)]).next?.date).to.equal('2026-03-11');
    expect(current('2026-03-13', [session(2, 5), session(2, 5, 'completed', 1)]).next).to.equal(null);
    expect(current('2026-03-14').next).to.equal(null);
  });

  it('finds the next day however many weeks were done ahead', () => {
    const done = [1, 2, 3, 4, 5].flatMap((week) => [
      session(week, 1),
      session(week, 3),
      session(week, 5),
      session(week, 5, 'completed', 1),
    ]);
    expect(current('2026-03-02', done, { repeats: 8 }).next).to.include({ date: '2026-04-06', week: 6, day: 1 });
    expect(current('2026-03-02', done, { repeats: null }).next).to.include({ date: '2026-04-06', week: 6, day: 1 });
    expect(current('2026-03-02', done, { repeats: 5 }).next).to.equal(null);
  });

  it('shows what was missed on its day, and never moves it', () => {
    const { missed } = current('2026-03-12', [session(1, 3), session(1, 5)]);
    expect(missed.map(statesIn)).to.deep.equal([
      ['2026-03-11', 'missed'],
      ['2026-03-09', 'missed'],
      ['2026-03-06', 'done', 'missed'],
      ['2026-03-02', 'missed'],
    ]);
    expect(current('2026-03-12', [session(1, 1)]).missed.map(({ date }) => date)).not.to.include('2026-03-02');
  });

  it('counts a completed session before one in progress, and no aborted one', () => {
    const both = [session(1, 1, 'completed'), session(1, 1, 'in_progress'), session(1, 3, 'aborted')];
    const { thisWeek } = current('2026-03-04', both);
    expect(thisWeek.map(statesIn).slice(0, 3)).to.deep.equal([
      ['2026-03-02', 'done'],
      ['2026-03-03'],
      ['2026-03-04', 'due'],
    ]);
  });

  it('has a status and the last day', () => {
    const of = (today: string, change: Partial<ScheduleDocument> = {}) => {
      const { status, endsOn } = current(today, [], change);
      return [status, endsOn];
    };
    expect(of('2026-03-01')).to.deep.equal(['upcoming', '2026-03-15']);
    expect(of('2026-03-02')).to.deep.equal(['running', '2026-03-15']);
    expect(of('2026-03-15')).to.deep.equal(['running', '2026-03-15']);
    expect(of('2026-03-16')).to.deep.equal(['finished', '2026-03-15']);
    expect(of('2026-03-05', { pausedFrom: day('2026-03-06') })).to.deep.equal(['running', null]);
    expect(of('2026-03-06', { pausedFrom: day('2026-03-06') })).to.deep.equal(['paused', null]);
    expect(of('2026-03-16', { pausedFrom: day('2026-03-15') })).to.deep.equal(['paused', null]);
    expect(of('2026-03-16', { pausedFrom: day('2026-03-16') })).to.deep.equal(['finished', '2026-03-15']);
    expect(of('2026-03-06', { endedFrom: day('2026-03-06') })).to.deep.equal(['ended', '2026-03-05']);
    expect(of('2036-03-06', { repeats: null })).to.deep.equal(['running', null]);
    const parts = [...schedule.parts, { day: 8, on: day('2026-03-16') }];
    expect(of('2026-03-10', { parts })).to.deep.equal(['running', '2026-03-22']);
  });

  it('begins the week on the first day of the athlete', () => {
    const begins = (first: FirstDayOfWeek) => current('2026-03-06', [], {}, first).thisWeek[0]?.date;
    expect([begins('monday'), begins('sunday'), begins('saturday')]).to.deep.equal([
      ...['2026-03-02', '2026-03-01', '2026-02-28'],
    ]);
    expect(current('2026-03-07', [], {}, 'saturday').thisWeek[0]?.date).to.equal('2026-03-07');
  });

  it('has seven days in the weeks in which clocks change, a day is left out, and the athlete changes the zone', () => {
    const cases: readonly (readonly [string, string, string, string])[] = [
      // The clock goes from 02:00 to 03:00 on 29 March, and from 03:00 to 02:00 on 25 October.
      ['2026-03-28T23:30:00Z', 'Europe/Berlin', '2026-03-29', '2026-03-23'],
      ['2026-03-29T22:30:00Z', 'Europe/Berlin', '2026-03-30', '2026-03-30'],
      ['2026-10-25T22:59:59Z', 'Europe/Berlin', '2026-10-25', '2026-10-19'],
      ['2026-10-25T23:00:00Z', 'Europe/Berlin', '2026-10-26', '2026-10-26'],
      // The same moment on both sides of the date line, and after a flight to the other one.
      ['2026-03-01T11:00:00Z', 'Pacific/Kiritimati', '2026-03-02', '2026-03-02'],
      ['2026-03-01T11:00:00Z', 'Pacific/Pago_Pago', '2026-03-01', '2026-02-23'],
      ['2026-03-01T11:00:00Z', 'Pacific/Honolulu', '2026-03-01', '2026-02-23'],
      // Samoa had no 30 December 2011.
      ['2011-12-30T09:59:59Z', 'Pacific/Apia', '2011-12-29', '2011-12-26'],
      ['2011-12-30T10:00:00Z', 'Pacific/Apia', '2011-12-31', '2011-12-26'],
    ];
    for (const [now, zone, today, monday] of cases) {
      expect(localDay(now as Instant, zone as TimeZone), `${now} ${zone}`).to.equal(today);
      const dates = current(today).thisWeek.map(({ date }) => date);
      expect(dates, zone).to.deep.equal(Array.from({ length: 7 }, (_, at) => plusDays(day(monday), at)));
      expect(weekdayOf(day(monday)), zone).to.equal(1);
    }
  });
});

describe('the days of a schedule', () => {
  it('are counted in weeks from 1 through all repeats, and the units begin anew after the last week', () => {
    expect([1, 7, 8, 14, 15].map(placeOf)).to.deep.equal([
      ...[
        { week: 1, day: 1 },
        { week: 1, day: 7 },
        { week: 2, day: 1 },
        { week: 2, day: 7 },
        { week: 3, day: 1 },
      ],
    ]);
    expect(lengthOf({ weeks: 4, repeats: 3 })).to.equal(84);
    expect(unitsOnDay(schedule, 8).map(({ name }) => name)).to.deep.equal(['Day 0']);
    expect(unitsOnDay({ ...schedule, weeks: 2 }, 8)).to.deep.equal([]);
  });

  it('each have at most one day of the calendar, and each day of the calendar at most one of them', () => {
    const moves = fc.array(fc.tuple(fc.integer({ min: -5, max: 60 }), fc.integer({ min: 1, max: 40 })), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(moves, fc.option(fc.integer({ min: 0, max: 80 })), (all, pause) => {
        const parts = all.reduce(
          (before, [from, by]) => shifted(before, plusDays(schedule.startsOn, from), by),
          schedule.parts,
        );
        const pausedFrom = pause === null ? null : plusDays(schedule.startsOn, pause);
        const moved = { ...schedule, repeats: 4, parts, pausedFrom };
        let last: Day | null = null;
        for (let number = 1; number <= lengthOf(moved); number += 1) {
          const date = dateOf(moved, number);
          if (date === null) continue;
          expect(dayOn(moved, date)).to.equal(number);
          expect(last === null || last < date).to.equal(true);
          expect(pausedFrom === null || date < pausedFrom).to.equal(true);
          last = date;
        }
        // A plan that is only shifted to later days loses none of its days.
        if (pausedFrom === null) expect(dateOf(moved, lengthOf(moved))).not.to.equal(null);
      }),
      samples(200),
    );
  });

  it('keep everything before a shift, and keep all distances after it', () => {
    const offset = fc.integer({ min: 0, max: 27 });
    fc.assert(
      fc.property(offset, fc.integer({ min: 1, max: 30 }), (from, by) => {
        const at = plusDays(schedule.startsOn, from);
        const before = { ...schedule, repeats: 4 };
        const after = { ...before, parts: shifted(before.parts, at, by) };
        for (let number = 1; number <= lengthOf(before); number += 1) {
          const [first, second] = [dateOf(before, number), dateOf(after, number)];
          if (first === null || second === null) throw new Error(`Day ${number} is lost`);
          expect(daysFrom(first, second)).to.equal(first < at ? 0 : by);
        }
      }),
      samples(100),
    );
  });
});
