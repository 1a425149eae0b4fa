import { unit as decider } from '../../commands/unit/decider.ts';
import type { AskedExercise } from '../../commands/unit/exercises/asked-exercise.ts';
import { replay } from '../../documents/presence.ts';
import { type UnitPresence, unitFold } from '../../documents/unit.ts';
import { DomainError, type ErrorCode } from '../../errors.ts';
import type { ExerciseId, ImportId, UnitExerciseId, UnitId } from '../../events/ids.ts';
import { streamOf } from '../../events/streams.ts';
import type { ImportedUnit } from '../../imports/imported.ts';
import type { ImportPorts, Sender } from './import-request.ts';
import { contextOf } from './send-command.ts';

type Dependencies = Readonly<{
  ports: Pick<ImportPorts, 'execute' | 'store' | 'clock' | 'ids'>;
  sender: Sender;
  importId: ImportId;
  /** The account's exercise for the id of an exercise in the file; null for none. */
  exerciseOf: (id: ExerciseId) => ExerciseId | null;
  dryRun: boolean;
}>;

/** The refusals that concern one unit. Any other ends the import. */
const ofOne: ReadonlySet<ErrorCode> = new Set(['validation', 'unit-name-taken']);

/**
 * Creates the functions that import the training units of a file. `add` creates a unit, unless the account has it or
 * has deleted it, and returns why the unit is not imported; null otherwise. `idOf` returns the id of the account's unit
 * for the id of an added unit in the file; null for any other id. `partOf` does the same for an exercise of an added
 * unit.
 */
export function createUnits({ ports, sender, importId, exerciseOf, dryRun }: Dependencies) {
  const { store, ids, execute } = ports;
  const own = new Map<UnitId, UnitId>();
  const ownParts = new Map<UnitExerciseId, UnitExerciseId>();
  const derivedPart = (unitId: UnitId, createdAt: string, at: number): UnitExerciseId =>
    ids.deriveAt(Date.parse(createdAt), unitId, `exercises.${at}`) as UnitExerciseId;

  function remember(unitId: UnitId, { id, createdAt, exercises }: ImportedUnit): void {
    own.set(id, unitId);
    for (const [at, part] of exercises.entries()) {
      ownParts.set(part.id, unitId === id ? part.id : derivedPart(unitId, createdAt, at));
    }
  }

  function askedOf(unitId: UnitId, { createdAt, exercises }: ImportedUnit): readonly AskedExercise[] {
    const linkOf = (id: ExerciseId | null) => (id === null ? null : exerciseOf(id));
    return exercises.map(({ id: _, ...exercise }, at) => ({
      ...exercise,
      unitExerciseId: derivedPart(unitId, createdAt, at),
      exerciseId: linkOf(exercise.exerciseId),
      alternatives: exercise.alternatives.map(({ exerciseId, name }) => ({ exerciseId: linkOf(exerciseId), name })),
    }));
  }

  async function create(unitId: UnitId, imported: ImportedUnit) {
    if (dryRun) return;
    const { id: _, createdAt: __, isArchived, ...texts } = imported;
    const data = { ...texts, unitId, copyOf: null, exercises: askedOf(unitId, imported) };
    const archive = isArchived ? [{ type: 'ArchiveUnit', data: {} } as const] : [];
    const commands = [{ type: 'CreateUnit', data } as const, ...archive];
    await execute(decider, unitId, commands, contextOf(ports, sender, importId));
  }

  async function add(imported: ImportedUnit): Promise<string | null> {
    const derived = ids.deriveAt(
      Date.parse(imported.createdAt),
      sender.userId,
      `irontrack:unit:${imported.id}`,
    ) as UnitId;
    // A unit that the athlete has deleted stays deleted, as sessions do.
    for (const id of [imported.id, derived]) {
      const kind = await presenceOf(store, sender.userId, id);
      if (kind === 'present') remember(id, imported);
      if (kind !== 'absent') return null;
    }
    try {
      await create(derived, imported);
      remember(derived, imported);
      return null;
    } catch (error) {
      if (error instanceof DomainError && ofOne.has(error.code)) return error.message;
      throw error;
    }
  }
  return {
    add,
    idOf: (id: UnitId): UnitId | null => own.get(id) ?? null,
    partOf: (id: UnitExerciseId): UnitExerciseId | null => ownParts.get(id) ?? null,
  };
}

async function presenceOf(
  store: Dependencies['ports']['store'],
  owner: Sender['userId'],
  id: UnitId,
): Promise<UnitPresence['kind']> {
  const stream = streamOf('unit', id);
  // No more than the owner is read of a unit that may belong to someone else.
  const [first] = await store.read(stream, undefined, 0);
  if (first?.metadata.owner !== owner) return 'absent';
  return replay(unitFold, await store.read(stream)).kind;
}
