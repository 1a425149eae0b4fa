import type { WholeEntry } from '../../commands/session/content/content.ts';
import type { Reference } from '../../commands/session/rules.ts';
import type { EntryId, ExerciseId, SetId } from '../../events/ids.ts';
import type { RecordedEntries } from './entry-requests.ts';
import type { StartedUnit } from './started-unit.ts';

type MakeId = (place: string) => string;
const placeOf = (index: number): string => `exercises.${index}`;

/**
 * The entries of a request with all their ids. `makeId` makes an id for an entry or a set that has none, from its place,
 * such as `exercises.2.sets.0`. An entry for an exercise of the unit gets its targets.
 */
export const wholeEntriesOf = (
  entries: RecordedEntries,
  references: ReadonlyMap<ExerciseId | null, Reference>,
  makeId: MakeId,
  unit?: StartedUnit,
): readonly WholeEntry[] =>
  entries.map((entry, index) => {
    const { id, exerciseId: own, name: ownName, mode: ownMode, supersetGroup, notes, sets, unitExerciseId } = entry;
    const place = placeOf(index);
    const planned = unitExerciseId && unit?.exercises.get(unitExerciseId)?.planned;
    // Without a link and a name of its own, the entry is the planned exercise.
    const exerciseId = own === null && ownName === undefined ? (planned?.exerciseId ?? null) : own;
    const name = ownName ?? (own === null && planned ? planned.name : null);
    const mode = ownMode ?? (own === null && planned ? planned.mode : null);
    return {
      ...{ entryId: id ?? (makeId(place) as EntryId), exerciseId, mode, supersetGroup, personal: { name, notes } },
      ...(own !== null && { reference: references.get(own) ?? null }),
      ...(unitExerciseId && { unitExerciseId, planned: planned ?? null }),
      sets: sets.map(({ id: ownSet, notes: setNotes, ...performance }, at) => ({
        ...{ ...performance, setId: ownSet ?? (makeId(`${place}.sets.${at}`) as SetId), personal: { notes: setNotes } },
      })),
    };
  });

/** The entries of a session that has all exercises of a unit, without sets. */
export const entriesOfUnit = ({ exercises }: StartedUnit, makeId: MakeId): readonly WholeEntry[] =>
  [...exercises.values()].map(({ exercise, planned }, index) => ({
    ...{ entryId: makeId(placeOf(index)) as EntryId, exerciseId: planned.exerciseId, mode: exercise.mode, planned },
    supersetGroup: exercise.supersetGroup,
    personal: { name: exercise.name, notes: exercise.notes },
    sets: [],
  }));
