import { z } from 'zod';
import { scheduleStatuses, unitStates } from '../../documents/current-plan.ts';
import { daysPerWeek, planRepeats, planWeeks } from '../../events/training-values.ts';
import { count, id, instant, integerIn, revision } from '../responses/fields.ts';
import { planMeanings, planUnitMeanings, scheduleMeanings } from './meanings.ts';
import { planUnit } from './responses.ts';

const day = z.iso.date();
const planDay = z.int().min(1);
const common = {
  planId: id.nullable().describe(scheduleMeanings.planId),
  name: z.string().describe('The name that the plan had when it was started.'),
  startsOn: day.describe('The day on which the plan was to start.'),
};

/** The response body that shows the caller's schedule. Every command on it returns it. */
export const schedule = z
  .strictObject({
    id: id.describe('The id of the account.'),
    ...common,
    weeks: integerIn(planWeeks).describe(planMeanings.weeks),
    repeats: integerIn(planRepeats).nullable().describe(planMeanings.repeats),
    units: z.array(planUnit).describe('The units that the plan had when it was started.'),
    parts: z
      .array(
        z
          .strictObject({ day: planDay.describe(scheduleMeanings.dayOfPart), on: day })
          .meta({ id: 'SchedulePart', description: 'From when on which days of the plan are done.' }),
      )
      .describe(scheduleMeanings.parts),
    pausedFrom: day.nullable().describe('The day from which the plan is paused, or null.'),
    endedFrom: day.nullable().describe('The day from which nothing is due any more, or null.'),
    revision,
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Schedule', description: 'A plan that was started, and on which days of the calendar it is done.' });

const currentUnit = z
  .strictObject({
    index: count.describe('Which unit of the day, from 0.'),
    planUnitId: id,
    unitId: id.nullable().describe(planUnitMeanings.unitId),
    name: z.string(),
    state: z.enum(unitStates).describe(scheduleMeanings.state),
    sessionId: id.nullable().describe('The session that was started for it, or null.'),
    plan: z
      .strictObject({ id, week: planDay, day: z.int().min(1).max(daysPerWeek), index: count })
      .nullable()
      .describe(scheduleMeanings.startable),
  })
  .meta({ id: 'CurrentUnit', description: 'A unit of a plan on a day of the calendar.' });

const currentDay = z
  .strictObject({
    date: day,
    week: planDay.nullable().describe('The week of the plan, from 1 through all repeats; null outside the plan.'),
    day: z.int().min(1).max(daysPerWeek).nullable().describe('The day of that week, from 1.'),
    units: z.array(currentUnit).describe('What is done on the day. None on a day of rest.'),
  })
  .meta({ id: 'CurrentDay', description: 'A day of the calendar, and what of the plan is done on it.' });

export const currentPlan = z
  .strictObject({
    ...common,
    status: z.enum(scheduleStatuses).describe(scheduleMeanings.status),
    timezone: z.string().describe('The time zone in which it is today.'),
    endsOn: day.nullable().describe('The last day of the plan; null when it has none or it is not known.'),
    today: currentDay,
    thisWeek: z.array(currentDay).describe("The seven days of this week, from the first day of the athlete's week."),
    next: currentDay.nullable().describe('The first day, today or later, with a unit that is not done.'),
    missed: z.array(currentDay).describe('The days of the last 90 days with units that were missed, the newest first.'),
  })
  .meta({ id: 'CurrentPlan', description: 'What of the running plan is due today, in this week and next.' });
