import type { Context } from '../../commands/context.ts';
import { exercise as decider } from '../../commands/exercise/decider.ts';
import { type ReferenceLists, references } from '../../commands/exercise/references.ts';
import { contentOf, exerciseName } from '../../commands/exercise/state.ts';
import type { Content, ExerciseDocument } from '../../documents/exercise.ts';
import { documentOf } from '../../documents/presence.ts';
import { DomainError } from '../../errors.ts';
import type { AccountId, ExerciseId } from '../../events/ids.ts';
import { parseStream } from '../../events/streams.ts';
import type { CopyPorts } from './copy-request.ts';
import { checkRoom } from './room.ts';

/** How many copies of an exercise an account may have deleted, before a further copy is a name only. */
const maxDeleted = 20;

/** The account's exercise for one of another account, or the id that its copy will have. */
type OwnExercise = Readonly<{ source: ExerciseDocument; id: ExerciseId; exists: boolean }>;

/**
 * Makes own exercises of another account those of the account that copies. An exercise that it has copied before, or has
 * under the same name, is used again. Returns the account's exercises by the ids of the sources.
 */
export async function copyExercises(
  ports: CopyPorts,
  context: Context,
  sources: readonly ExerciseDocument[],
): Promise<ReadonlyMap<ExerciseId, ExerciseId>> {
  const own = new Map<ExerciseId, ExerciseId>();
  const missing: OwnExercise[] = [];
  for (const source of sources) {
    const found = await findOwn(ports, context.by, source);
    if (found?.exists) own.set(source.id, found.id);
    else if (found) missing.push(found);
  }
  if (missing.length === 0) return own;
  await checkRoom(ports, context.by, { exercises: missing.length });
  const lists = await ports.readReferenceLists();
  for (const { source, id } of missing) own.set(source.id, await addCopy(ports, context, { source, id, lists }));
  return own;
}

async function findOwn(ports: CopyPorts, by: AccountId, source: ExerciseDocument): Promise<OwnExercise | null> {
  let free: ExerciseId | null = null;
  for (let number = 0; number <= maxDeleted && free === null; number += 1) {
    // The same id for each copy of the source, so that all copies of units and plans have the same exercise.
    const id = ports.ids.derive(by, source.id, `exercise.${number}`) as ExerciseId;
    const { kind } = await ports.readAggregate(decider, id);
    if (kind === 'present') return { source, id, exists: true };
    if (kind === 'absent') free = id;
  }
  const named = await findNamed(ports, by, source.name);
  if (named !== null) return { source, id: named, exists: true };
  return free && { source, id: free, exists: false };
}

/** The exercise in use that the account has under a name. */
async function findNamed(
  { claims, readAggregate }: CopyPorts,
  by: AccountId,
  name: string,
): Promise<ExerciseId | null> {
  const holder = await claims.holder(exerciseName(by, name));
  if (holder === null) return null;
  // A claim may be left from a command that failed. The exercise itself tells whether it has the name.
  const named = documentOf(await readAggregate(decider, parseStream(holder).id));
  const isUsed = named?.createdBy === by && named.name === name && named.archivedAt === undefined;
  return isUsed ? named.id : null;
}

type NewCopy = Readonly<{ source: ExerciseDocument; id: ExerciseId; lists: ReferenceLists }>;

/** Adds the copy. Returns another exercise if that has got the name meanwhile. */
async function addCopy(ports: CopyPorts, context: Context, { source, id, lists }: NewCopy): Promise<ExerciseId> {
  const { by } = context;
  const data = { ...known(contentOf(source), lists), exerciseId: id, createdBy: by, copyOf: source.id };
  try {
    await ports.execute(decider, id, [{ type: 'AddOwnExercise', data, referenceLists: lists }], context);
    return id;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    // Another request has made the same copy meanwhile.
    if (error.code === 'id-taken') return id;
    const named = error.code === 'exercise-name-taken' ? await findNamed(ports, by, source.name) : null;
    if (named === null) throw error;
    return named;
  }
}

/** The content without items that were deleted from the reference lists. */
function known(content: Content, lists: ReferenceLists): Content {
  const members = Object.entries(references) as [keyof typeof references, keyof ReferenceLists][];
  const kept = members.map(([member, kind]) => {
    const ids = new Set(lists[kind].items.map((item) => item.id));
    return [member, content[member].filter((id) => ids.has(id))] as const;
  });
  return { ...content, ...Object.fromEntries(kept) };
}
