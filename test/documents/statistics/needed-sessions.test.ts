import { expect } from 'chai';
import { plusDays } from '../../../src/documents/days.ts';
import { inOrderOfDays } from '../../../src/documents/plan.ts';
import type { ScheduleDocument } from '../../../src/documents/schedule.ts';
import { shifted } from '../../../src/documents/schedule-days.ts';
import { neededSessions } from '../../../src/documents/statistics/needed-sessions.ts';
import type { Day, PlanUnitId } from '../../../src/events/ids.ts';
import { athlete, noon } from '../../support/specification.ts';

const day = (text: string) => text as Day;
/** A plan of two weeks, with three units in the first week, two of them on one day, and one in the second. */
const schedule = (change: Partial<ScheduleDocument> = {}): ScheduleDocument => ({
  ...{ id: athlete, planId: null, name: 'Plan', startsOn: day('2026-03-02'), weeks: 2, repeats: 2 },
  units: inOrderOfDays(
    [1, 3, 3, 8].map((at, place) => ({
      ...{ id: `unit ${place}` as PlanUnitId, unitId: null, name: `Unit ${place}`, day: at, order: 0 },
    })),
  ),
  parts: [{ day: 1, on: day('2026-03-02') }],
  ...{ pausedFrom: null, endedFrom: null, revision: 0, createdAt: noon, updatedAt: noon },
  ...change,
});
/** The weeks from the one before the plan to the second one after it. */
const needed = (of: ScheduleDocument | null) =>
  Array.from({ length: 7 }, (_, week) => neededSessions(of, plusDays(day('2026-02-23'), week * 7)));

describe('the sessions that a week needs for a streak', () => {
  it('are those that the plan has in it, and one in a week without a plan', () => {
    expect(needed(null)).to.deep.equal([1, 1, 1, 1, 1, 1, 1]);
    expect(needed(schedule())).to.deep.equal([1, 3, 1, 3, 1, 1, 1]);
  });

  it('follow shifts, pauses and the end of the plan', () => {
    const wednesday = day('2026-03-04');
    const moved = schedule({ parts: shifted(schedule().parts, wednesday, 5) });
    expect(needed(moved)).to.deep.equal([1, 1, 3, 1, 3, 1, 1]);
    expect(needed(schedule({ pausedFrom: wednesday }))).to.deep.equal([1, 1, 1, 1, 1, 1, 1]);
    expect(needed(schedule({ endedFrom: day('2026-03-16') }))).to.deep.equal([1, 3, 1, 1, 1, 1, 1]);
  });

  it('are those of the part of a week in which the plan goes on', () => {
    const saturday = day('2026-03-07');
    const late = schedule({ startsOn: saturday, parts: [{ day: 1, on: saturday }] });
    expect(needed(late)).to.deep.equal([1, 1, 3, 1, 3, 1, 1]);
  });
});
