import { performanceOf } from '../../../documents/entries.ts';
import type { SessionDocument } from '../../../documents/session.ts';
import type { ImportedSession } from '../../../imports/imported.ts';

/** What a training session must contain after a plan. */
export type TargetSession = Pick<ImportedSession, 'name' | 'notes' | 'startedAt' | 'timezone' | 'exercises'> & {
  readonly endedAt: SessionDocument['endedAt'];
};

/** The content of a document as a target, for an undo that restores it. */
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
