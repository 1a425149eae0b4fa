import type { SessionCommand } from '../../../commands/session/decider.ts';

/** Commands for one training session. The numbers count the sets that they add, update and remove. */
export type Plan = Readonly<{
  commands: readonly SessionCommand[];
  added: number;
  updated: number;
  removed: number;
}>;

export const emptyPlan: Plan = { commands: [], added: 0, updated: 0, removed: 0 };

export const planOf = (commands: readonly SessionCommand[], counts: Partial<Omit<Plan, 'commands'>> = {}): Plan => ({
  ...emptyPlan,
  ...counts,
  commands,
});

/** Joins the commands of plans and adds up their counts. */
export const joinPlans = (plans: readonly Plan[]): Plan => ({
  commands: plans.flatMap(({ commands }) => commands),
  added: plans.reduce((sum, { added }) => sum + added, 0),
  updated: plans.reduce((sum, { updated }) => sum + updated, 0),
  removed: plans.reduce((sum, { removed }) => sum + removed, 0),
});

/** Makes ids for new entries and sets. The same place in the same state of a session gets the same id. */
export type MakeId = (place: string) => string;
