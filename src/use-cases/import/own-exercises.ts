import { exercise as decider } from '../../commands/exercise/decider.ts';
import type { ReferenceLists } from '../../commands/exercise/references.ts';
import { exerciseFold } from '../../documents/exercise.ts';
import { replay } from '../../documents/presence.ts';
import { DomainError, type ErrorCode } from '../../errors.ts';
import type { ExerciseId, ImportId } from '../../events/ids.ts';
import { streamOf } from '../../events/streams.ts';
import type { ImportedOwnExercise } from '../../imports/imported.ts';
import type { ImportPorts, Sender } from './import-request.ts';
import { contextOf } from './send-command.ts';

/** The own exercises of a file, which its training sessions name by their ids in the account that exported the file. */
export type OwnExercises = Readonly<{
  /** Adds an exercise unless the account has it. Returns why it is not imported; null when the account has it now. */
  add: (exercise: ImportedOwnExercise) => Promise<string | null>;
  /** The id of the account's exercise for the id of an exercise in the file. */
  idOf: (id: ExerciseId) => ExerciseId | undefined;
}>;

type Dependencies = Readonly<{
  ports: Pick<ImportPorts, 'execute' | 'store' | 'clock' | 'ids' | 'readReferenceLists'>;
  sender: Sender;
  importId: ImportId;
  /** Finds the account's exercise with this name. */
  match: (name: string) => ExerciseId | null;
  dryRun: boolean;
}>;

/** The refusals that concern one exercise. Any other ends the import. */
const ofOne: ReadonlySet<ErrorCode> = new Set(['validation', 'item-not-found']);

export function createOwnExercises({ ports, sender, importId, match, dryRun }: Dependencies): OwnExercises {
  const { store, ids, execute } = ports;
  const known = new Map<ExerciseId, ExerciseId>();
  let lists: Promise<ReferenceLists> | null = null;

  /** Whether the exercise exists in the account; `gone` when the athlete has deleted it. */
  async function stateOf(id: ExerciseId): Promise<'absent' | 'present' | 'gone'> {
    const stream = streamOf('exercise', id);
    // No more than the owner is read of an exercise that may belong to someone else.
    const [first] = await store.read(stream, undefined, 0);
    if (first?.metadata.owner !== sender.userId) return 'absent';
    return replay(exerciseFold, await store.read(stream)).kind;
  }

  async function create(id: ExerciseId, imported: ImportedOwnExercise): Promise<void> {
    if (dryRun) return;
    lists ??= ports.readReferenceLists();
    const { id: _, createdAt: __, isArchived, ...content } = imported;
    const catalogueOnly = { tags: [], imagePathStart: null, imagePathEnd: null };
    const data = { ...content, ...catalogueOnly, exerciseId: id, createdBy: sender.userId };
    const add = { type: 'AddOwnExercise', data, referenceLists: await lists } as const;
    const archive = isArchived ? [{ type: 'ArchiveExercise', data: { isSuperuser: false } } as const] : [];
    await execute(decider, id, [add, ...archive], contextOf(ports, sender, importId));
  }

  return {
    async add(imported) {
      const derived = `irontrack:exercise:${imported.id}`;
      const own = ids.deriveAt(Date.parse(imported.createdAt), sender.userId, derived) as ExerciseId;
      for (const id of [imported.id, own]) {
        const state = await stateOf(id);
        if (state === 'present') known.set(imported.id, id);
        // An exercise that the athlete has deleted stays deleted, as sessions do.
        if (state !== 'absent') return null;
      }
      try {
        await create(own, imported);
        known.set(imported.id, own);
        return null;
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        const named = error.code === 'exercise-name-taken' ? match(imported.name) : null;
        if (named !== null) known.set(imported.id, named);
        else if (error.code !== 'exercise-name-taken' && !ofOne.has(error.code)) throw error;
        return named === null ? error.message : null;
      }
    },
    idOf: (id) => known.get(id),
  };
}
