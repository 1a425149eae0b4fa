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
 * A command that adds or revises an exercise, without the reference lists. `sendWithLists` adds the lists, which the
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
  const { outcome, body } = await sendWithLists(deps, input, target, command);
  return answered(outcome, body);
}

/** Sends a command that archives or restores an exercise. The reply is the whole exercise. */
export async function archiveExercise(
  deps: Dependencies,
  input: CommandInput,
  id: ExerciseId,
  type: 'ArchiveExercise' | 'RestoreExercise',
): Promise<Reply<200, ExerciseBody>> {
  const { id: owner, isSuperuser } = input.caller.account;
  const lists = await deps.readReferenceLists();
  const { outcome, body } = await send(deps, input, { id, owner }, { type, data: { isSuperuser } }, lists);
  return answered(outcome, body);
}

/** Sends a command that adds an exercise. The reply is the whole exercise. */
export async function addExercise(
  deps: Dependencies,
  input: CommandInput,
  target: Target,
  command: WriteCommand,
): Promise<Reply<201, ExerciseBody>> {
  const { outcome, body } = await sendWithLists(deps, input, target, command);
  return answered(outcome, body, { location: `/api/v1/exercises/${body.id}` });
}

async function sendWithLists(deps: Dependencies, input: CommandInput, target: Target, command: WriteCommand) {
  const referenceLists = await deps.readReferenceLists();
  return send(deps, input, target, { ...command, referenceLists }, referenceLists);
}

async function send(
  deps: Dependencies,
  input: CommandInput,
  { id, owner }: Target,
  command: ExerciseCommand,
  lists: ReferenceLists,
) {
  const outcome = await deps.execute(exercise, id, [command], { ...contextOf(deps, input), owner });
  const { document } = present(outcome.presence, 'exercise');
  return { outcome, body: exerciseBodyOf(document, lists, deps.config.imageBase) };
}

/**
 * The metrics that athletes usually record for a set of an exercise of this category. They apply unless the request
 * names other metrics.
 */
export const usualMetrics = (category: ExerciseCategory): readonly Metric[] => {
  if (category === 'cardio') return ['time', 'distance'];
  return category === 'stretching' ? ['time'] : ['weight', 'reps'];
};
