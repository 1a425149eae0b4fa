import type { ImportCounts } from '../../events/import.ts';
import type { ImportedSession } from '../../imports/imported.ts';
import type { SessionPlan } from './session/plan-session.ts';

export const noCounts: ImportCounts = {
  sessions: 0,
  sessionsAdded: 0,
  sessionsUpdated: 0,
  sets: 0,
  added: 0,
  updated: 0,
  unchanged: 0,
  removed: 0,
  rejected: 0,
};

/** The import counts of one workout, after its planned commands were sent. */
export function countsOf({ setCount }: ImportedSession, { plan, revision }: SessionPlan): ImportCounts {
  const isNew = revision < 0;
  const isUpdated = !isNew && plan.commands.length > 0;
  return {
    sessions: 1,
    sessionsAdded: isNew ? 1 : 0,
    sessionsUpdated: isUpdated ? 1 : 0,
    sets: setCount,
    added: plan.added,
    updated: plan.updated,
    unchanged: setCount - plan.added - plan.updated,
    removed: plan.removed,
    rejected: 0,
  };
}

export const addCounts = (a: ImportCounts, b: ImportCounts): ImportCounts => ({
  sessions: a.sessions + b.sessions,
  sessionsAdded: a.sessionsAdded + b.sessionsAdded,
  sessionsUpdated: a.sessionsUpdated + b.sessionsUpdated,
  sets: a.sets + b.sets,
  added: a.added + b.added,
  updated: a.updated + b.updated,
  unchanged: a.unchanged + b.unchanged,
  removed: a.removed + b.removed,
  rejected: a.rejected + b.rejected,
});
