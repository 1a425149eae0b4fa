import type { DemoAthlete } from './cast.ts';
import { historyDays } from './draft.ts';

export type BodyWeight = Readonly<{ daysAgo: number; kg: number }>;

/** How many weeks ago the body weight began to change. */
const changingWeeks = 8;
const [often, seldom] = [7, 28] as const;

/** What the scale of an athlete showed: each week lately, and every four weeks before. */
export function bodyWeightsOf({ bodyKg, bodyKgPerWeek }: DemoAthlete, random: () => number): readonly BodyWeight[] {
  const found: BodyWeight[] = [];
  for (let daysAgo = historyDays; daysAgo >= 1; daysAgo -= daysAgo > changingWeeks * 7 ? seldom : often) {
    const weeks = Math.min(daysAgo / 7, changingWeeks);
    const kg = bodyKg - bodyKgPerWeek * weeks + (random() - 0.5) * 0.6;
    found.push({ daysAgo, kg: Math.round(kg * 10) / 10 });
  }
  return found;
}
