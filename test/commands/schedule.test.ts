import { expect } from 'chai';
import { schedule } from '../../src/commands/schedule/decider.ts';
import { inOrderOfDays } from '../../src/documents/plan.ts';
import { present, replay } from '../../src/documents/presence.ts';
import { layoutOf } from '../../src/documents/schedule.ts';
import { dateOf } from '../../src/documents/schedule-days.ts';
import type { Day } from '../../src/events/ids.ts';
import type { ScheduleEvent } from '../../src/events/schedule.ts';
import { athlete, noon, specificationOf, stranger, streamOfEvents } from '../support/specification.ts';
import { partId, planId, unitId } from './support/plans.ts';

const given = specificationOf(schedule);
const day = (text: string) => text as Day;
/** A plan of one week with units on its days 1, 3 and 5, done twice. */
const plan = {
  ...{ name: 'Three days', weeks: 1, repeats: 2 },
  units: inOrderOfDays(
    [1, 3, 5].map((at) => ({ id: partId(at), unitId: unitId(at), name: `Day ${at}`, day: at, order: 0 })),
  ),
};
const start = (part: object = {}, changed: object = {}) =>
  ({
    type: 'StartPlan',
    data: { planId, startsOn: day('2026-03-02'), ...part },
    plan: { ...plan, ...changed },
  }) as const;
const started: ScheduleEvent = {
  type: 'PlanStarted',
  data: { userId: athlete, planId, startsOn: day('2026-03-02'), ...layoutOf(plan) },
};
const shift = (from: string, days: number) => ({ type: 'ShiftSchedule', data: { from: day(from), days } }) as const;
const shifted = (from: string, days: number): ScheduleEvent => ({
  type: 'ScheduleShifted',
  data: { from: day(from), days },
});
const pause = (from: string) => ({ type: 'PauseSchedule', data: { from: day(from) } }) as const;
const paused = (from: string): ScheduleEvent => ({ type: 'SchedulePaused', data: { from: day(from) } });
const resume = (on: string) => ({ type: 'ResumeSchedule', data: { on: day(on) } }) as const;
const resumed = (on: string): ScheduleEvent => ({ type: 'ScheduleResumed', data: { on: day(on) } });
const end = (from: string) => ({ type: 'EndSchedule', data: { from: day(from) } }) as const;
const ended = (from: string): ScheduleEvent => ({ type: 'ScheduleEnded', data: { from: day(from) } });

const documentAfter = (...events: readonly ScheduleEvent[]) =>
  present(replay(schedule, streamOfEvents(events)), 'schedule').document;
/** The days of the calendar on which the six units of the plan are due. */
const dates = (...events: readonly ScheduleEvent[]) => {
  const document = documentAfter(...events);
  return [1, 3, 5, 8, 10, 12].map((at) => dateOf(document, at)?.slice(5) ?? null);
};

describe('A schedule', () => {
  it('has what the plan was when it was started', () => {
    given().when(start()).thenYields(started);
    expect(documentAfter(started)).to.deep.equal({
      ...{ id: athlete, planId, name: 'Three days', startsOn: '2026-03-02', weeks: 1, repeats: 2, units: plan.units },
      ...{ parts: [{ day: 1, on: '2026-03-02' }], pausedFrom: null, endedFrom: null },
      ...{ revision: 0, createdAt: noon, updatedAt: noon },
    });
    expect(dates(started)).to.deep.equal(['03-02', '03-04', '03-06', '03-09', '03-11', '03-13']);
  });

  it('refuses another plan until it has ended or is over, and repeats a start without an event', () => {
    given(started).when(start()).thenYields();
    given(started)
      .when(start({ startsOn: day('2026-03-15') }))
      .thenRefused('schedule-conflict');
    given(started)
      .when(start({ startsOn: day('2026-03-16') }))
      .thenYields({ type: 'PlanStarted', data: { ...started.data, startsOn: day('2026-03-16') } as never });
    given(started, paused('2026-03-03'))
      .when(start({ startsOn: day('2026-03-16') }))
      .thenRefused('schedule-conflict');
    // The pause began after the last day, so it keeps nothing of the plan.
    given(started, paused('2026-03-16'))
      .when(start({ startsOn: day('2026-03-17') }))
      .thenYields({ type: 'PlanStarted', data: { ...started.data, startsOn: day('2026-03-17') } as never });
    given(started, ended('2026-03-03')).when(start()).thenYields(started);
    const endless = { ...started, data: { ...started.data, repeats: null } } as ScheduleEvent;
    given(endless)
      .when(start({ startsOn: day('2999-01-01') }))
      .thenRefused('schedule-conflict');
  });

  it('refuses days that are none or too far away, and plans that are none', () => {
    for (const startsOn of ['2026-02-30', 'x', '1899-12-31', '3000-01-01']) {
      given()
        .when(start({ startsOn: day(startsOn) }))
        .thenRefused('validation', 'startsOn');
    }
    given()
      .when(start({}, { units: [] }))
      .thenRefused('validation', 'startsOn');
    given()
      .when(start({}, { name: '' }))
      .thenRefused('validation', 'name');
    given()
      .when(start({}, { units: [{ ...plan.units[0], day: 8 }] }))
      .thenRefused('validation', 'weeks');
  });

  it('is shifted from a day on: what was due before stays where it was', () => {
    given(started).when(shift('2026-03-04', 2)).thenYields(shifted('2026-03-04', 2));
    expect(dates(started, shifted('2026-03-04', 2))).to.deep.equal([
      '03-02',
      '03-06',
      '03-08',
      '03-11',
      '03-13',
      '03-15',
    ]);
    expect(dates(started, shifted('2026-03-04', 2), shifted('2026-03-12', 7))).to.deep.equal([
      ...['03-02', '03-06', '03-08', '03-11', '03-20', '03-22'],
    ]);
    // A shift of what lies before an earlier shift moves what follows that one too.
    expect(dates(started, shifted('2026-03-09', 7), shifted('2026-03-04', 1))).to.deep.equal([
      ...['03-02', '03-05', '03-07', '03-17', '03-19', '03-21'],
    ]);
    expect(dates(started, shifted('2026-01-01', 1))[0]).to.equal('03-03');
    given(started).when(shift('2026-03-04', 0)).thenYields();
    given(started).when(shift('2026-03-04', 366)).thenRefused('validation', 'days');
  });

  it('is brought forward over days of rest only', () => {
    given(started).when(shift('2026-03-04', -1)).thenYields(shifted('2026-03-04', -1));
    expect(dates(started, shifted('2026-03-04', -1))).to.deep.equal([
      '03-02',
      '03-03',
      '03-05',
      '03-08',
      '03-10',
      '03-12',
    ]);
    given(started).when(shift('2026-03-04', -2)).thenRefused('validation', 'days');
    given(started).when(shift('2026-03-02', -30)).thenYields(shifted('2026-03-02', -30));
    expect(dates(started, shifted('2026-03-02', -30))[0]).to.equal('01-31');
  });

  it('is paused and resumed: nothing is due in between, and nothing is lost', () => {
    given(started).when(pause('2026-03-05')).thenYields(paused('2026-03-05'));
    expect(dates(started, paused('2026-03-05'))).to.deep.equal(['03-02', '03-04', null, null, null, null]);
    const past = [started, paused('2026-03-05')];
    given(...past)
      .when(pause('2026-03-05'))
      .thenYields();
    given(...past)
      .when(pause('2026-03-06'))
      .thenRefused('schedule-conflict');
    given(...past)
      .when(shift('2026-03-04', 1))
      .thenRefused('schedule-conflict');
    given(...past)
      .when(resume('2026-03-04'))
      .thenRefused('validation', 'on');
    given(...past)
      .when(resume('2026-03-25'))
      .thenYields(resumed('2026-03-25'));
    given(started).when(resume('2026-03-25')).thenRefused('schedule-conflict');
    // The pause began on day 4, so day 5 is due on the day after it is resumed.
    expect(dates(...past, resumed('2026-03-25'))).to.deep.equal(['03-02', '03-04', '03-26', '03-29', '03-31', '04-02']);
    expect(documentAfter(...past, resumed('2026-03-25')).pausedFrom).to.equal(null);
  });

  it('ends on a day, and accepts nothing but another day of the end or another plan then', () => {
    given(started).when(end('2026-03-05')).thenYields(ended('2026-03-05'));
    const past = [started, ended('2026-03-05')];
    expect(dates(...past)).to.deep.equal(['03-02', '03-04', null, null, null, null]);
    given(...past)
      .when(end('2026-03-05'))
      .thenYields();
    given(...past)
      .when(end('2026-03-10'))
      .thenYields(ended('2026-03-10'));
    expect(dates(...past, ended('2026-03-10'))).to.deep.equal(['03-02', '03-04', '03-06', '03-09', null, null]);
    for (const command of [pause('2026-03-06'), resume('2026-03-06'), shift('2026-03-06', 1)]) {
      given(...past)
        .when(command)
        .thenRefused('schedule-conflict');
    }
    const { createdAt, endedFrom } = documentAfter(...past, started);
    expect([createdAt, endedFrom]).to.deep.equal([noon, null]);
  });

  it('is only that of its account, and does not exist before a plan was started', () => {
    given(started).when(end('2026-03-05'), { by: stranger }).thenRefused('not-permitted');
    for (const command of [end('2026-03-06'), pause('2026-03-06'), resume('2026-03-06'), shift('2026-03-06', 1)]) {
      given().when(command).thenRefused('schedule-not-found');
    }
  });

  it('has at most 500 parts, so that its document stays small', () => {
    const endless = { ...started, data: { ...started.data, repeats: null } } as ScheduleEvent;
    const shifts = Array.from({ length: 499 }, (_, at) =>
      shifted(new Date(Date.UTC(2026, 2, 3 + 2 * at)).toISOString().slice(0, 10), 1),
    );
    expect(documentAfter(endless, ...shifts).parts).to.have.length(500);
    given(endless, ...shifts)
      .when(shift('2030-01-01', 1))
      .thenRefused('validation', 'days');
  });

  it('names the running plan when it refuses another one', () => {
    let related: unknown;
    try {
      schedule.decide(start({ startsOn: day('2026-03-03') }), replay(schedule, streamOfEvents([started])), {
        ...{ by: athlete, at: noon },
      });
    } catch (error) {
      ({ related } = error as { related: unknown });
    }
    expect(related).to.deep.equal([{ id: planId, name: 'Three days' }]);
  });
});
