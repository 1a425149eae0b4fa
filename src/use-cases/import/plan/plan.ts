import type { SessionCommand } from '../../../commands/session/decider.ts';

/**
 * The planned commands of an import or undo that change one training session; this is not a training plan. While they
 * are planned, those that remove things or shorten texts are in `shrinking`, because they are sent first: so a session
 * at its limits has room for the others. The counts say how many sets all these commands add, update and remove.
 */
export type Plan = Readonly<{
  shrinking: readonly SessionCommand[];
  commands: readonly SessionCommand[];
  added: number;
  updated: number;
  removed: number;
}>;

export const emptyPlan: Plan = { shrinking: [], commands: [], added: 0, updated: 0, removed: 0 };

type Counts = Partial<Pick<Plan, 'added' | 'updated' | 'removed'>>;

export const planOf = (commands: readonly SessionCommand[], counts: Counts = {}): Plan => ({
  ...emptyPlan,
  ...counts,
  commands,
});

/** The planned command that removes something. */
export const planRemoval = (command: SessionCommand, counts: Counts = {}): Plan => ({
  ...emptyPlan,
  ...counts,
  shrinking: [command],
});

/**
 * The planned command that edits a session, an entry or a set with these texts. It is shrinking if the total length of
 * the texts decreases.
 */
export function planEdit(
  command: SessionCommand,
  texts: Readonly<{ before: Texts; after: Texts }>,
  counts: Counts = {},
) {
  return lengthOf(texts.after) < lengthOf(texts.before) ? planRemoval(command, counts) : planOf([command], counts);
}

type Texts = Readonly<{ name?: string | null; notes?: string | null }>;
const lengthOf = ({ name, notes }: Texts): number => (name?.length ?? 0) + (notes?.length ?? 0);

/** Joins several lists of planned commands: all commands in order, and the sums of their counts. */
export const joinPlans = (plans: readonly Plan[]): Plan => ({
  shrinking: plans.flatMap(({ shrinking }) => shrinking),
  commands: plans.flatMap(({ commands }) => commands),
  added: plans.reduce((sum, { added }) => sum + added, 0),
  updated: plans.reduce((sum, { updated }) => sum + updated, 0),
  removed: plans.reduce((sum, { removed }) => sum + removed, 0),
});

/** Puts the shrinking commands before all others, which is the order in which they are sent. */
export const shrinkingFirst = ({ shrinking, commands, ...counts }: Plan): Plan => ({
  ...counts,
  shrinking: [],
  commands: [...shrinking, ...commands],
});

/** Makes the id of a new entry or set. The same place in the same state of a session always gets the same id. */
export type MakeId = (place: string) => string;
