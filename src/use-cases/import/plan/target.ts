import { performanceOf } from '../../../documents/entries.ts';
import type { SessionDocument } from '../../../documents/session.ts';
import type { ImportedSession } from '../../../imports/imported.ts';

/** The content that a training session must have after its plan is carried out. */
export type TargetSession = Pick<ImportedSession, 'name' | 'notes' | 'startedAt' | 'timezone' | 'exercises'> & {
  readonly endedAt: SessionDocument['endedAt'];
};

/** Turns a session's document into a target, for an undo that restores this content. */
export const targetOf = (document: SessionDocument): TargetSession => ({
  name: document.name,
  notes: document.notes,
  startedAt: document.startedAt,
  endedAt: document.endedAt,
  timezone: document.timezone,
  exercises: document.exercises.map(({ name, exerciseId, mode, supersetGroup, notes, sets }) => ({
    name,
    exerciseId,
    mode,
    supersetGroup,
    notes,
    sets: sets.map(performanceOf),
  })),
});
