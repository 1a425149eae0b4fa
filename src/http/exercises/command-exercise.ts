import { type ExerciseCommand, exercise } from '../../commands/exercise/decider.ts';
import type { ReferenceLists } from '../../commands/exercise/references.ts';
import { present } from '../../documents/presence.ts';
import type { ExerciseId, Owner } from '../../events/ids.ts';
import type { ExerciseCategory, Metric } from '../../events/values.ts';
import { contextOf } from '../command.ts';
import type { Dependencies } from '../dependencies.ts';
import { answered, type Reply } from '../reply.ts';
import { type ExerciseBody, exerciseBodyOf } from './exercise-body.ts';

type CommandInput = Parameters<typeof contextOf>[1];
type WithoutLists<Command> = Command extends unknown ? Omit<Command, 'referenceLists'> : never;
/**
 * A command that adds or revises an exercise, without the reference lists. `sendCommand` adds the lists, which the
 * decider checks the command against.
 */
type WriteCommand = WithoutLists<Extract<ExerciseCommand, { referenceLists: ReferenceLists }>>;
type Target = Readonly<{ id: ExerciseId; owner: Owner }>;

/** Sends a command that revises an exercise. The reply is the whole exercise. */
export async function reviseExercise(
  deps: Dependencies,
  input: CommandInput,
  target: Target,
  command: WriteCommand,
): Promise<Reply<200, ExerciseBody>> {
  const { outcome, body } = await sendCommand(deps, input, target, command);
  return answered(outcome, body);
}

/** Sends a command that adds an exercise. The reply is the whole exercise. */
export async function addExercise(
  deps: Dependencies,
  input: CommandInput,
  target: Target,
  command: WriteCommand,
): Promise<Reply<201, ExerciseBody>> {
  const { outcome, body } = await sendCommand(deps, input, target, command);
  return answered(outcome, body, { location: `/api/v1/exercises/${body.id}` });
}

async function sendCommand(deps: Dependencies, input: CommandInput, { id, owner }: Target, command: WriteCommand) {
  const referenceLists = await deps.readReferenceLists();
  const context = { ...contextOf(deps, input), owner };
  const outcome = await deps.execute(exercise, id, [{ ...command, referenceLists }], context);
  return {
    outcome,
    body: exerciseBodyOf(present(outcome.presence, 'exercise').document, referenceLists, deps.config.imageBase),
  };
}

/**
 * The metrics that athletes usually record for a set of an exercise of this category. They apply unless the request
 * names other metrics.
 */
export const usualMetrics = (category: ExerciseCategory): readonly Metric[] => {
  if (category === 'cardio') return ['time', 'distance'];
  return category === 'stretching' ? ['time'] : ['weight', 'reps'];
};
