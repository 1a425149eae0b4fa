import { z } from 'zod';
import type { EntryDocument, SetDocument } from '../../documents/entries.ts';
import type { SessionDocument } from '../../documents/session.ts';
import { invalid } from '../../errors.ts';
import type { EntryId, SessionId, SetId } from '../../events/ids.ts';
import { maxSetsPerExercise } from '../../events/values.ts';
import { anyId, instant, listOf, name, notes } from '../../http/requests/fields.ts';
import { namedExercise } from '../frame/exercises.ts';
import { exerciseField, idOf, revision } from '../frame/shown.ts';
import type { Session } from '../frame/tool.ts';
import { type Writing, writingTool } from '../frame/writing.ts';
import { entryId, sessionId, setId } from './examples.ts';
import { set } from './set-fields.ts';

const kinds = ['change_set', 'add_set', 'remove_set', 'change_exercise', 'add_exercise', 'remove_exercise'] as const;
type Kind = (typeof kinds)[number];

const change = z.strictObject({
  do: z.enum(kinds),
  set: anyId<SetId>().exactOptional(),
  entry: anyId<EntryId>().exactOptional().describe('Id of the exercise within the session.'),
  exercise: exerciseField.exactOptional(),
  sets: listOf(set, { min: 1, max: maxSetsPerExercise }).exactOptional(),
  values: set.exactOptional().describe('Fields of the set to add or change; null clears one.'),
  notes: notes.exactOptional().describe('Of the exercise.'),
});
type Change = z.output<typeof change>;

/** The fields that each kind of change needs, and those that it may have. */
const fieldsOf: Readonly<Record<Kind, Readonly<{ needs: readonly string[]; may: readonly string[] }>>> = {
  change_set: { needs: ['set', 'values'], may: [] },
  add_set: { needs: ['entry', 'values'], may: [] },
  remove_set: { needs: ['set'], may: [] },
  change_exercise: { needs: ['entry'], may: ['exercise', 'notes'] },
  add_exercise: { needs: ['exercise', 'sets'], may: ['notes'] },
  remove_exercise: { needs: ['entry'], may: [] },
};

const session = z.strictObject({
  name: name.nullable().exactOptional(),
  notes: notes.nullable().exactOptional(),
  startedAt: instant.exactOptional(),
  endedAt: instant.exactOptional(),
});

export const amendSessionTool = writingTool({
  name: 'amend_session',
  title: 'Amend a training session',
  description:
    'Change only the named sets and exercises of a session; all others stay. Needs the revision from read_session. ' +
    '`session` changes its name, notes or times.',
  input: z.strictObject({
    id: idOf<SessionId>('session'),
    revision,
    session: session.exactOptional(),
    changes: listOf(change, { min: 1, max: 100 }).exactOptional(),
  }),
  removes: true,
  example: {
    ...{ id: sessionId, revision: 4 },
    changes: [
      { do: 'change_set', set: setId, values: { weight: { value: 102.5, unit: 'kg' } } },
      { do: 'add_set', entry: entryId, values: { weight: { value: 100, unit: 'kg' }, reps: 5 } },
    ],
  },
  handle: async (writing, { id, revision: read, session: head, changes = [] }) => {
    for (const [index, each] of changes.entries()) checkFields(each, `changes.${index}`);
    if (changes.length === 0 && Object.keys(head ?? {}).length === 0)
      throw invalid('changes', 'Must name a change.', 'missing');
    const path = { id };
    const headers = { ...writing.headers, 'if-match': `"${read}"` };
    const { body: document } = await writing.call<SessionDocument>('getSession', { path });
    // At another revision this is a repetition, or it is refused: nothing is changed either way.
    if (document.revision !== read) await writing.call('editSession', { path, headers, body: {} });
    else
      await writing.call('replaceSession', {
        path,
        headers,
        body: { ...document, ...head, exercises: await amended(writing, document, changes) },
      });
    return id;
  },
});

function checkFields({ do: kind, ...fields }: Change, at: string): void {
  const { needs, may } = fieldsOf[kind];
  const has = Object.keys(fields);
  const missing = needs.find((field) => !has.includes(field));
  if (missing !== undefined) throw invalid(`${at}.${missing}`, `Required for ${kind}.`, 'missing');
  const extra = has.find((field) => !needs.includes(field) && !may.includes(field));
  if (extra !== undefined) throw invalid(`${at}.${extra}`, `Not allowed for ${kind}.`, 'extra_forbidden');
  const isEmpty = kind === 'change_exercise' ? has.length === 1 : Object.keys(fields.values ?? { any: 0 }).length === 0;
  if (isEmpty) throw invalid(at, 'Names nothing to change.', 'missing');
}

type Sets = readonly (Partial<SetDocument> | object)[];
type Entry = Omit<Partial<EntryDocument>, 'sets'> & Readonly<{ sets: Sets }>;

/** The exercises after the changes, each of which names what it changes. */
async function amended(session: Writing, document: SessionDocument, changes: readonly Change[]): Promise<Entry[]> {
  let entries: Entry[] = [...document.exercises];
  for (const [index, each] of changes.entries()) entries = await applied(session, entries, each, `changes.${index}`);
  return entries;
}

async function applied(session: Session, entries: readonly Entry[], change: Change, at: string): Promise<Entry[]> {
  const { do: kind, set: setId, entry: entryId, exercise, sets = [], values = {}, notes: text } = change;
  const inEntry = (update: (entry: Entry) => Entry) =>
    changed(entries, (each) => each.id === entryId, update, `${at}.entry`);
  const inSet = (update: (sets: Sets) => Sets) =>
    changed(
      entries,
      ({ sets: own }) => own.some(isSet(setId)),
      (each) => ({ ...each, sets: update(each.sets) }),
      `${at}.set`,
    );
  switch (kind) {
    case 'change_set':
      return inSet((own) => own.map((each) => (isSet(setId)(each) ? { ...each, ...values } : each)));
    case 'remove_set':
      return inSet((own) => own.filter((each) => !isSet(setId)(each)));
    case 'add_set':
      return inEntry((each) => ({ ...each, sets: [...each.sets, values] }));
    case 'remove_exercise':
      inEntry((each) => each);
      return entries.filter((each) => each.id !== entryId);
    case 'add_exercise': {
      const { id } = await namedExercise(session, exercise ?? '', `${at}.exercise`);
      return [...entries, { exerciseId: id, sets, ...notesIn(text) }];
    }
    case 'change_exercise': {
      const link = exercise === undefined ? null : await namedExercise(session, exercise, `${at}.exercise`);
      const renamed = link && { exerciseId: link.id, name: link.name };
      return inEntry((each) => ({ ...each, ...renamed, ...notesIn(text) }));
    }
  }
}

const isSet =
  (id: SetId | undefined) =>
  (each: object): boolean =>
    'id' in each && each.id === id;
const notesIn = (text: string | undefined) => (text === undefined ? {} : { notes: text });

/** The entries with one of them updated. An id that none has is refused, because an assistant may invent ids. */
function changed(
  entries: readonly Entry[],
  isIt: (entry: Entry) => boolean,
  update: (entry: Entry) => Entry,
  field: string,
): Entry[] {
  if (!entries.some(isIt)) throw invalid(field, 'The session has none with this id. Read it again.');
  return entries.map((each) => (isIt(each) ? update(each) : each));
}
