import type { CreateUnit } from '../../commands/unit/create-unit.ts';
import { unit as decider } from '../../commands/unit/decider.ts';
import { documentOf } from '../../documents/presence.ts';
import type { UnitDocument } from '../../documents/unit.ts';
import { notFound } from '../../errors.ts';
import type { AccountId, UnitExerciseId, UnitId } from '../../events/ids.ts';
import { type CopyPorts, type CopyRequest, contextOfParts, isNew } from './copy-request.ts';
import { createLinks, type Links } from './links.ts';
import { checkUnitName } from './names.ts';
import { checkRoom } from './room.ts';

/**
 * Creates the function that makes the command for a copy of a training unit, which the account owns or may read. Refuses
 * any other unit like one that does not exist.
 */
export const createCopyUnit =
  (ports: CopyPorts) =>
  async (request: CopyRequest<UnitId>): Promise<CreateUnit> => {
    const { source: id, copy, name, context, requiredPosition } = request;
    const { by } = context;
    const read = (unit: string) => ports.readAggregate(decider, unit);
    if (!(await isNew(read, request))) {
      return { type: 'CreateUnit', data: { unitId: copy, copyOf: id, name, description: null, exercises: [] } };
    }
    const source = documentOf(await read(id));
    const isOwn = source?.userId === by;
    const isReadable = source !== null && (isOwn || (await ports.mayReadUnit({ owner: by, id, requiredPosition })));
    if (!isReadable) throw notFound('unit', source === null);
    const parts = { source, copy, name, by };
    if (isOwn) return copyOfUnit(ports, parts, (exercise) => exercise);
    await checkUnitName(ports, copy, by, name);
    await checkRoom(ports, by, { units: 1 });
    return copyOfUnit(ports, parts, await createLinks(ports, contextOfParts(context), [source]));
  };

/** The command that creates a copy of a unit. The ids of its exercises follow from that of the copy. */
export function copyOfUnit(
  { ids }: Pick<CopyPorts, 'ids'>,
  { source, copy, name, by }: Readonly<{ source: UnitDocument; copy: UnitId; name: string; by: AccountId }>,
  links: Links,
): CreateUnit {
  const exercises = source.exercises.map(({ id: _, order: __, ...exercise }, at) => ({
    ...exercise,
    exerciseId: links(exercise.exerciseId),
    alternatives: exercise.alternatives.map((each) => ({ ...each, exerciseId: links(each.exerciseId) })),
    unitExerciseId: ids.derive(by, copy, `exercises.${at}`) as UnitExerciseId,
  }));
  const data = { unitId: copy, copyOf: source.id, name, description: source.description, exercises };
  return { type: 'CreateUnit', data };
}
