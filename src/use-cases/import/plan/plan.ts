import type { SessionCommand } from '../../../commands/session/decider.ts';

/**
 * The commands that change one training session. The counts say how many sets these commands add, update and remove.
 */
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

/** Joins several plans into one: their commands in order, and the sums of their counts. */
export const joinPlans = (plans: readonly Plan[]): Plan => ({
  commands: plans.flatMap(({ commands }) => commands),
  added: plans.reduce((sum, { added }) => sum + added, 0),
  updated: plans.reduce((sum, { updated }) => sum + updated, 0),
  removed: plans.reduce((sum, { removed }) => sum + removed, 0),
});

/** Makes the id of a new entry or set. The same place in the same state of a session always gets the same id. */
export type MakeId = (place: string) => string;
