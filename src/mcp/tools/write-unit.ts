import { z } from 'zod';
import type { UnitDocument, UnitExerciseDocument } from '../../documents/unit.ts';
import { invalid } from '../../errors.ts';
import type { UnitExerciseId, UnitId } from '../../events/ids.ts';
import { maxUnitExercises } from '../../events/training-values.ts';
import { anyId, listOf, name, notes } from '../../http/requests/fields.ts';
import { exerciseField, idOf, revision } from '../frame/shown.ts';
import type { Session, Tool } from '../frame/tool.ts';
import { writingTool } from '../frame/writing.ts';
import { unitId } from './examples.ts';
import { memberOf, plannedExercise, plannedFields } from './unit-fields.ts';

const exercise = z.strictObject({ exercise: exerciseField, ...plannedFields });

const createUnitTool = writingTool({
  name: 'create_unit',
  title: 'Create a training unit',
  description: 'Create a unit (workout template) with exercises and targets.',
  input: z.strictObject({
    name,
    description: notes.exactOptional(),
    exercises: listOf(exercise, { min: 1, max: maxUnitExercises }),
  }),
  example: {
    name: 'Legs',
    exercises: [
      {
        ...{ exercise: 'Squat', sets: 3, reps: { min: 5, max: 5 }, weight: { value: 60, unit: 'kg' } },
        progression: { type: 'linear', increment: { value: 2.5, unit: 'kg' } },
      },
    ],
  },
  creates: 'unit',
  handle: async (writing, { name: called, description = null, exercises }) => {
    const planned = await Promise.all(
      exercises.map(async ({ exercise: text, ...fields }, index) => {
        const at = `exercises.${index}`;
        return { ...(await plannedExercise(writing, text, at)), ...memberOf(fields, at) };
      }),
    );
    const body = { id: writing.newId, name: called, description, exercises: planned };
    await writing.call('createUnit', { headers: writing.headers, body });
    return writing.newId;
  },
});

const change = z.strictObject({
  do: z.enum(['change', 'add', 'remove']),
  entry: anyId<UnitExerciseId>().exactOptional().describe('Id within the unit, to change or remove.'),
  exercise: exerciseField.exactOptional(),
  ...plannedFields,
});
type Change = z.output<typeof change>;

const amendUnitTool = writingTool({
  name: 'amend_unit',
  title: 'Amend a training unit',
  description: 'Change only the named exercises of a unit, or its name. Needs the revision from read_unit.',
  input: z.strictObject({
    id: idOf<UnitId>('unit'),
    revision,
    name: name.exactOptional(),
    changes: listOf(change, { min: 1, max: maxUnitExercises }).exactOptional(),
  }),
  removes: true,
  example: { id: unitId, revision: 2, changes: [{ do: 'change', entry: unitId, sets: 4 }] },
  handle: async (writing, { id, revision: read, name: called, changes = [] }) => {
    if (called === undefined && changes.length === 0) throw invalid('changes', 'Must name a change.', 'missing');
    const path = { id };
    const headers = { ...writing.headers, 'if-match': `"${read}"` };
    const { body: document } = await writing.call<UnitDocument>('getUnit', { path });
    // At another revision this is a repetition, or it is refused: nothing is changed either way.
    if (document.revision !== read) await writing.call('editUnit', { path, headers, body: {} });
    else {
      let exercises: Entry[] = [...document.exercises];
      for (const [index, each] of changes.entries())
        exercises = await applied(writing, exercises, each, `changes.${index}`);
      const body = { ...document, ...(called !== undefined && { name: called }), exercises };
      await writing.call('replaceUnit', { path, headers, body });
    }
    return id;
  },
});

type Entry = Partial<UnitExerciseDocument> | object;

async function applied(session: Session, entries: readonly Entry[], change: Change, at: string): Promise<Entry[]> {
  const { do: kind, entry, exercise: text, ...fields } = change;
  const link = text === undefined ? null : await plannedExercise(session, text, at);
  if (kind === 'add') {
    if (!link) throw invalid(`${at}.exercise`, 'Required to add one.', 'missing');
    if (entry !== undefined) throw invalid(`${at}.entry`, 'Not allowed to add one.', 'extra_forbidden');
    return [...entries, { ...link, ...memberOf(fields, at) }];
  }
  const isIt = (each: Entry): each is UnitExerciseDocument => 'id' in each && each.id === entry;
  if (!entries.some(isIt)) throw invalid(`${at}.entry`, 'The unit has none with this id. Read it again.');
  if (kind === 'remove') return entries.filter((each) => !isIt(each));
  if (!link && Object.keys(fields).length === 0) throw invalid(at, 'Names nothing to change.', 'missing');
  return entries.map((each) => {
    if (!isIt(each)) return each;
    const { name: own, mode, ...rest } = each;
    return { ...(link ? rest : { ...rest, name: own, mode }), ...link, ...memberOf(fields, at, each.target) };
  });
}

export const unitWritingTools: readonly Tool[] = [createUnitTool, amendUnitTool];
