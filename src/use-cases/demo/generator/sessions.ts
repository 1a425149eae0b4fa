import type { DemoAthlete } from './cast.ts';
import { type Draft, type DraftEntry, historyDays, planDays } from './draft.ts';
import { weekOf, weightIn } from './strength.ts';
import { changeFor } from './trouble.ts';
import type { DemoUnit } from './units.ts';

/** In how many of the weeks before the plan a session was left out by chance. */
const leftOut = 0.15;
const plannedRpe = 8;
/** For how many days the athletes have trained three times a week, and which day came in addition. */
const [thriceDays, thirdDay] = [182, 5];

/** The sessions of an athlete, the earliest first. */
export function sessionsOf(athlete: DemoAthlete, random: () => number): readonly Draft[] {
  const drafts: Draft[] = [];
  for (let daysAgo = historyDays; daysAgo >= 1; daysAgo -= 1) {
    const unit = athlete.units.find(({ day }) => day === dayOfWeekAgo(daysAgo));
    if (!unit) continue;
    const isRecent = daysAgo <= planDays;
    // The number is drawn always, so that a session does not depend on those before it.
    const isLeftOut = random() < leftOut;
    const draft = draftOf(athlete, unit, daysAgo, random);
    if ((isLeftOut && !isRecent) || (daysAgo > thriceDays && unit.day === thirdDay)) continue;
    const changed = athlete.troubles.reduce<Draft | null>((each, name) => each && changeFor[name](each), draft);
    if (changed) drafts.push(changed);
  }
  return drafts;
}

/** The day in the week of the plan, from 1. The plan began a number of whole weeks ago, so today is its day 1. */
const dayOfWeekAgo = (daysAgo: number): number => ((historyDays - daysAgo) % 7) + 1;

function draftOf(athlete: DemoAthlete, unit: DemoUnit, daysAgo: number, random: () => number): Draft {
  const isPlanned = athlete.hasPlan && daysAgo <= planDays;
  return {
    ...{ daysAgo, unit, isPlanned, isByHand: false, restFactor: null },
    minutes: 52 + Math.floor(random() * 14),
    entries: unit.lifts.map((lift): DraftEntry => {
      const weight = weightIn(athlete, lift, weekOf(daysAgo), random);
      const { exercise, reps, seconds } = lift;
      const set = { weight, reps, seconds, rpe: weight === null ? null : plannedRpe };
      return { exercise, lift, target: weight, notes: null, sets: Array.from({ length: lift.sets }, () => set) };
    }),
  };
}
