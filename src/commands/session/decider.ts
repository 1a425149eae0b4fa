import type { SessionPresence } from '../../documents/session.ts';
import { assertNever } from '../../errors.ts';
import type { SessionEvent } from '../../events/session.ts';
import type { Decider, DecisionContext } from '../decider.ts';
import { type DeleteSession, deleteSession } from './delete-session.ts';
import { type EditSession, editSession } from './edit-session.ts';
import { type EndSession, endSession } from './end-session.ts';
import { type AddExercise, addExercise } from './exercises/add-exercise.ts';
import { type EditExercise, editExercise } from './exercises/edit-exercise.ts';
import { type RemoveExercise, removeExercise } from './exercises/remove-exercise.ts';
import { type ReorderExercises, reorderExercises } from './exercises/reorder-exercises.ts';
import { type RecordSession, recordSession } from './record-session.ts';
import { type ReplaceSession, replaceSession } from './replace-session.ts';
import { type RevertSession, revertSession } from './revert-session.ts';
import { type CorrectSet, correctSet } from './sets/correct-set.ts';
import { type LogSet, logSet } from './sets/log-set.ts';
import { type RemoveSet, removeSet } from './sets/remove-set.ts';
import { type ReorderSets, reorderSets } from './sets/reorder-sets.ts';
import { admitStart, type StartSession, startSession } from './start-session.ts';
import { admitOwner, admitTo, claimsOf, evolve, initial, occurredAt, type Session } from './state.ts';

export type SessionCommand =
  | StartSession
  | RecordSession
  | ReplaceSession
  | RevertSession
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

/** The decider of a training session: what was done, set by set, and every later correction. */
export const session: Decider<Session, SessionCommand, SessionEvent, SessionPresence> = {
  category: 'session',
  initial,
  evolve,
  admit,
  decide,
  presence: ({ presence }) => presence,
  occurredAt,
  claims: claimsOf,
  quota: { kind: 'sessions', counts: ({ presence }) => presence.kind === 'present' },
};

function admit({ type }: SessionCommand, state: Session, { by }: DecisionContext): void {
  if (type === 'StartSession' || type === 'RecordSession') admitStart(state, by);
  else if (type === 'RevertSession') admitOwner(state, by);
  else admitTo(state, by);
}

function decide(command: SessionCommand, state: Session, context: DecisionContext): readonly SessionEvent[] {
  switch (command.type) {
    case 'StartSession':
      return startSession(command, state, context);
    case 'RecordSession':
      return recordSession(command, state, context);
    case 'ReplaceSession':
      return replaceSession(command, state, context);
    case 'RevertSession':
      return revertSession(command, state);
    case 'EditSession':
      return editSession(command, state, context);
    case 'CompleteSession':
    case 'AbortSession':
      return endSession(command, state, context);
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
      return logSet(command, state, context);
    case 'CorrectSet':
      return correctSet(command, state, context);
    case 'RemoveSet':
      return removeSet(command, state);
    case 'ReorderSets':
      return reorderSets(command, state);
    default:
      return assertNever(command);
  }
}
