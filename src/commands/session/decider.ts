import type { SessionPresence } from '../../documents/session.ts';
import { assertNever, DomainError } from '../../errors.ts';
import type { Instant } from '../../events/ids.ts';
import type { SessionEvent } from '../../events/session.ts';
import type { Decider, DecisionContext } from '../decider.ts';
import { type AddExercise, addExercise } from './add-exercise.ts';
import { type CorrectSet, correctSet } from './correct-set.ts';
import { type DeleteSession, deleteSession } from './delete-session.ts';
import { type EditExercise, editExercise } from './edit-exercise.ts';
import { type EditSession, editSession } from './edit-session.ts';
import { type EndSession, endSession } from './end-session.ts';
import { type LogSet, logSet } from './log-set.ts';
import { type RemoveExercise, removeExercise } from './remove-exercise.ts';
import { type RemoveSet, removeSet } from './remove-set.ts';
import { type ReorderExercises, reorderExercises } from './reorder-exercises.ts';
import { type ReorderSets, reorderSets } from './reorder-sets.ts';
import { type StartSession, startSession } from './start-session.ts';
import { evolve, initial, type Session, visible } from './state.ts';

export type SessionCommand =
  | StartSession
  | EditSession
  | EndSession
  | DeleteSession
  | AddExercise
  | EditExercise
  | RemoveExercise
  | ReorderExercises
  | LogSet
  | CorrectSet
  | RemoveSet
  | ReorderSets;

/** A training session: what was done, set by set, and every later correction. */
export const session: Decider<Session, SessionCommand, SessionEvent, SessionPresence> = {
  category: 'session',
  initial,
  evolve,
  admit(command, state, { by }) {
    if (command.type === 'StartSession') {
      if (state.owner !== null && state.owner !== by) throw new DomainError('id-taken', 'This id is in use already.');
    } else visible(state, by);
  },
  decide,
  presence: ({ presence }) => presence,
  occurredAt,
  claims: () => [],
};

function decide(command: SessionCommand, state: Session, setting: DecisionContext): readonly SessionEvent[] {
  switch (command.type) {
    case 'StartSession':
      return startSession(command, state, setting);
    case 'EditSession':
      return editSession(command, state, setting);
    case 'CompleteSession':
    case 'AbortSession':
      return endSession(command, state, setting);
    case 'DeleteSession':
      return deleteSession();
    case 'AddExercise':
      return addExercise(command, state);
    case 'EditExercise':
      return editExercise(command, state);
    case 'RemoveExercise':
      return removeExercise(command, state);
    case 'ReorderExercises':
      return reorderExercises(command, state);
    case 'LogSet':
      return logSet(command, state, setting);
    case 'CorrectSet':
      return correctSet(command, state, setting);
    case 'RemoveSet':
      return removeSet(command, state);
    case 'ReorderSets':
      return reorderSets(command, state);
    default:
      return assertNever(command);
  }
}

function occurredAt({ type, data }: SessionEvent): Instant | null {
  if (type === 'SessionStarted') return data.startedAt;
  if (type === 'SessionCompleted' || type === 'SessionAborted') return data.endedAt;
  return type === 'SetLogged' ? data.performedAt : null;
}
