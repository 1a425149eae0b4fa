import type { ReferenceListKind } from '../../../src/events/values.ts';
import type { ExerciseFixture } from './exercise-fixture.ts';

/** Adds three muscle groups, two pieces of equipment and two tags. In each reference list the ids start at 1. */
export async function addReferenceLists({ changeReferenceList }: ExerciseFixture): Promise<void> {
  const add = (kind: ReferenceListKind, ...names: string[]) =>
    changeReferenceList(
      kind,
      ...names.map((name, at) => ({ type: 'SeedItem', data: { id: at + 1, name, anatomicalName: null } }) as const),
    );
  await add('muscleGroups', 'chest', 'back', 'quads');
  await add('equipment', 'barbell', 'bench');
  await add('exerciseTags', 'home', 'gym');
}
