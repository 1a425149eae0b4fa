import type { SessionCommand } from '../../../commands/session/decider.ts';
import { performanceOf } from '../../../documents/entries.ts';
import { plannedDataOf } from '../../../documents/planned.ts';
import type { SessionDocument } from '../../../documents/session.ts';
import type { ImportedSession } from '../../../imports/imported.ts';

/**
 * The content that a training session must have after its planned commands were sent, unless the athlete's own changes
 * are kept. It is not the target of a planned exercise.
 */
export type TargetSession = Pick<
  ImportedSession,
  'name' | 'notes' | 'startedAt' | 'timezone' | 'templates' | 'exercises'
> & {
  readonly endedAt: SessionDocument['endedAt'];
  readonly isAborted?: true;
};

/** The command that ends a session as its wanted content has ended; null when that has not ended. */
export const endOf = ({ endedAt, isAborted }: TargetSession): SessionCommand | null =>
  endedAt === null ? null : { type: isAborted ? 'AbortSession' : 'CompleteSession', data: { endedAt } };

/** Turns a session's document into the content that an undo restores. */
export const targetOf = (document: SessionDocument): TargetSession => ({
  name: document.name,
  notes: document.notes,
  startedAt: document.startedAt,
  endedAt: document.endedAt,
  timezone: document.timezone,
  exercises: document.exercises.map(({ name, exerciseId, mode, supersetGroup, notes, planned, sets }) => ({
    name,
    exerciseId,
    mode,
    supersetGroup,
    notes,
    ...(planned && { planned: { ...plannedDataOf(planned), name: planned.name } }),
    sets: sets.map(performanceOf),
  })),
});
