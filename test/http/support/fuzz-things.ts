import { expect } from 'chai';
import type { AccountId } from '../../../src/events/ids.ts';
import { coachId } from '../../../src/http/coaching/examples.ts';
import { accountId } from '../../../src/http/examples.ts';
import { bodyWith, type Creation, creations, idsInPath } from './creations.ts';
import { idOf, type Name, personOf, remember, type Things } from './fuzz-people.ts';
import { type Owner, ownerOf } from './fuzz-placeholders.ts';
import { valueAt } from './json-places.ts';
import { pathOf } from './route-names.ts';

/**
 * Marks inside a person's texts that no other person may see, except that superusers may see the mark in account names.
 */
export const marksOf = (name: string) => ({ account: `Account-${name}-mark`, training: `Training-${name}-mark` });

/** Gives the person one own thing of every kind, each only if the person has none any more. */
export async function restoreOwnThings(things: Things, name: Name): Promise<void> {
  for (const creation of creations) {
    if (ownerOf(creation) === 'own')
      await restore(things, { creation, owner: name, name, text: marksOf(name).training });
  }
  await restoreImport(things, name);
}

type Wanted = Readonly<{ creation: Creation; owner: Exclude<Owner, 'own'>; name: Name; text: string }>;

/** Creates the things of a creation for their owner by a request of a person, unless all of them still exist. */
async function restore(things: Things, wanted: Wanted): Promise<void> {
  if (await isIntact(things, wanted)) return;
  const { creation, owner, name, text } = wanted;
  const person = personOf(things, name);
  const body = withKnownIds(things, { owner, sender: person.id }, bodyWith(creation, `${text}-${things.unique()}`));
  // A random request may have started another session.
  const query = creation.route.operationId === 'startSession' ? '?replace=abort' : '';
  const answer = await person.post(pathFor(things, wanted, creation.route) + query, body);
  expect(answer.status, answer.text).to.be.below(300);
  for (const { exampleId, at } of creation.things) remember(things, owner, exampleId, valueAt(answer.json, at));
  remember(things, owner, parentsOf(creation), idsOfParents(things, wanted));
}

/** The body with the ids of existing things in place of those in the examples. */
const withKnownIds = (
  things: Things,
  { owner, sender }: Readonly<{ owner: Wanted['owner']; sender: string }>,
  body: unknown,
): unknown =>
  body === undefined
    ? undefined
    : JSON.parse(JSON.stringify(body), (_, value: unknown) => {
        if (value === accountId) return sender;
        if (value === coachId) return idOf(things, 'shared', 'coach');
        return typeof value === 'string' ? idOf(things, owner, value) || value : value;
      });

/**
 * Whether the things exist: the route that shows them has all their ids, and flags as in its example, so that a
 * disabled thing counts as gone. Things that no route shows exist as long as what they are within.
 */
async function isIntact(things: Things, wanted: Wanted): Promise<boolean> {
  const { creation, owner, name } = wanted;
  const ids = creation.things.map(({ exampleId }) => idOf(things, owner, exampleId));
  if (ids.includes('')) return false;
  const { shownBy } = creation;
  if (!shownBy) return idOf(things, owner, parentsOf(creation)) === idsOfParents(things, wanted);
  const { status, text, json } = await personOf(things, name).get(pathFor(things, wanted, shownBy));
  const flags = Object.entries(shownBy.example.response.body ?? {}).filter(([, value]) => typeof value === 'boolean');
  return status === 200 && ids.every((id) => text.includes(id)) && flags.every(([flag, value]) => json[flag] === value);
}

/** Under this name, the ids of what a creation's things are within are remembered. */
const parentsOf = ({ route }: Creation): string => `parents of ${route.operationId}`;

const idsOfParents = (things: Things, { creation, owner }: Wanted): string =>
  idsInPath(creation.route)
    .map((id) => idOf(things, owner, id))
    .join();

/** The path of a route with the ids of what the creation's things are within, and then with the id of the first one. */
function pathFor(things: Things, { creation, owner }: Wanted, route: Creation['route']): string {
  const rest = [...idsInPath(creation.route), ...creation.things.map(({ exampleId }) => exampleId)];
  return pathOf(route, () => idOf(things, owner, rest.shift() ?? ''));
}

/** Imports a file for the person, as if it had been a job, unless the person already has an import. */
async function restoreImport(things: Things, name: Name): Promise<void> {
  const person = personOf(things, name);
  if ((await person.get('/imports')).json.total > 0) return;
  const { training } = marksOf(name);
  const columns = 'Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes';
  const csv = `${columns}\n2026-02-01 10:00:00,${training},1h,${training},1,100,5,0,0,${training}`;
  const form = new FormData();
  for (const [field, value] of Object.entries({ format: 'strong', unit: 'kg', timezone: 'UTC' })) {
    form.append(field, value);
  }
  form.append('file', new Blob([csv]), `${training}.csv`);
  const importId = (await person.ask('/imports', { method: 'POST', raw: form })).json.id;
  const job = { kind: 'import', state: 'completed', done: csv.length, total: csv.length } as const;
  await things.app.importJobs.end({ ...job, importId, owner: person.id as AccountId });
  remember(things, name, 'import', importId);
}

/** Adds an item to each reference list, and what superusers create for everyone, unless they exist. */
export async function restoreShared(things: Things): Promise<void> {
  const root = personOf(things, 'root');
  for (const list of ['muscle-groups', 'equipment', 'exercise-tags'] as const) {
    const path = `/catalogs/${list}`;
    const id = idOf(things, 'shared', list);
    if (id !== '' && (await root.get(`${path}/${id}`)).status === 200) continue;
    remember(things, 'shared', list, (await root.post(path, { name: `item ${things.unique()}` })).json.id);
  }
  for (const creation of creations) {
    if (ownerOf(creation) === 'shared')
      await restore(things, { creation, owner: 'shared', name: 'root', text: 'Shared' });
  }
}
