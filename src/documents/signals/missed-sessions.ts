import type { Day } from '../../events/ids.ts';
import type { PlanDay } from '../../events/session.ts';
import { plusDays } from '../days.ts';
import { dayOn, placeOf, unitsOnDay } from '../schedule-days.ts';
import { type SignalContext, type SignalDefinition, signalOf } from './signal.ts';

/** How many days before today are searched. */
const days = 28;

/**
 * Planned units on days before today for which no session was started, up to the last one that was due. One is usual, and
 * two in a row are a pattern. A unit that is done later is not missed, and ends the row.
 */
export const missedSessions: SignalDefinition = {
  kinds: ['missed_sessions'],
  parts: ['plans'],
  step: 1,
  find(context) {
    const { schedule, today, thresholds } = context;
    const missed = missedInARow(context);
    const count = missed.length;
    if (schedule === null || count < thresholds.missedSessions) return [];
    const [first, last] = [missed[0], missed.at(-1)];
    return [
      signalOf(
        missed.map((day) => ({ day })),
        {
          kind: 'missed_sessions',
          reason: `Has missed ${count} planned ${count === 1 ? 'session' : 'sessions in a row'}, from ${first} to ${last}.`,
          strength: count,
          numbers: { missed: count },
          events: [{ stream: `schedule-${schedule.id}`, revision: schedule.revision }],
        },
        today,
      ),
    ];
  },
};

function missedInARow({ schedule, today, facts }: SignalContext): readonly Day[] {
  // Sessions name their plan by its id. An imported schedule may lack that id; then no session can be matched with it.
  if (schedule === null || schedule.planId === null) return [];
  const done = new Set(
    facts.flatMap(({ plan, status, day }) =>
      plan && plan.id === schedule.planId && status !== 'aborted' && day >= schedule.startsOn ? [keyOf(plan)] : [],
    ),
  );
  const missed: Day[] = [];
  for (let before = days; before >= 1; before -= 1) {
    const date = plusDays(today, -before);
    const day = dayOn(schedule, date);
    if (day === null) continue;
    for (const index of unitsOnDay(schedule, day).keys()) {
      if (done.has(keyOf({ ...placeOf(day), index }))) missed.length = 0;
      else missed.push(date);
    }
  }
  return missed;
}

const keyOf = ({ week, day, index }: PlanDay): string => `${week} ${day} ${index}`;
