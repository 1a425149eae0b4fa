import { session as decider } from '../../commands/session/decider.ts';
import { documentOf } from '../../documents/presence.ts';
import { invalid } from '../../errors.ts';
import type { SessionId } from '../../events/ids.ts';
import { newId } from '../command.ts';
import type { Dependencies } from '../dependencies.ts';
import { at } from '../examples.ts';
import type { Caller } from '../guards.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { changed } from '../responses/response.ts';
import { route } from '../route.ts';
import { changeSession } from './command-session.ts';
import { entryId, exampleSession, sessionId, setId } from './examples.ts';
import { replacesSession } from './offline.ts';
import { referencesOf } from './references.ts';
import { type ReplaceSessionBody, replaceSession } from './replace-requests.ts';
import { session } from './responses.ts';
import { sessionPath } from './session-requests.ts';
import { wholeEntriesOf } from './whole-entries.ts';

type Entries = ReplaceSessionBody['exercises'];

/** The route that changes a training session to what the body says. */
export const replaceSessionRoute = route({
  method: 'put',
  path: '/api/v1/training-sessions/:id',
  operationId: 'replaceSession',
  tag: 'training sessions',
  guard: 'user',
  summary: 'Change a training session to what the body says.',
  description:
    'Exercises and sets are recognised by their ids. Those without an id are new, those that the body lacks are ' +
    'removed. The body of a response may be sent back; members that cannot be changed have no effect.',
  needsIfMatch: true,
  request: { path: sessionPath, headers: commandHeaders, body: replaceSession },
  responses: { 200: changed(session) },
  problems: ['session-not-found', 'exercise-not-found', 'id-taken'],
  offline: replacesSession,
  example: {
    request: {
      path: { id: sessionId },
      headers: { 'if-match': '"2"' },
      body: {
        ...{ name: 'Legs', startedAt: at, timezone: 'Europe/Berlin' },
        exercises: [
          {
            ...{ id: entryId, name: 'Squat', mode: 'reps' },
            sets: [{ id: setId, weight: { value: 100, unit: 'kg' }, reps: 5, rpe: 8.5 }],
          },
        ],
      },
    },
    response: { status: 200, body: exampleSession },
  },
  handle: (deps) => async (input) => {
    const { path, body, caller } = input;
    if (body.id !== undefined && body.id !== path.id) throw invalid('id', 'Must be the id in the path.');
    const { name, notes, startedAt, endedAt, timezone, status = null, exercises } = body;
    const entries = await withLinks(deps, caller, path.id, exercises, (place) => newId(deps, input, place));
    const data = { name, notes, startedAt, endedAt, timezone, status, entries };
    return changeSession(deps, input, { type: 'ReplaceSession', data });
  },
});

/**
 * The entries of the body with the exercises that they link to. Responses show null instead of the id of a deleted
 * exercise. So null in a body keeps the earlier link if its exercise was deleted.
 */
async function withLinks(
  deps: Dependencies,
  caller: Caller,
  id: SessionId,
  exercises: Entries,
  makeId: (place: string) => string,
) {
  const before = documentOf(await deps.readAggregate(decider, id));
  const links = new Map<string | undefined, Entries[number]['exerciseId']>(
    before?.exercises.map((entry) => [entry.id, entry.exerciseId]),
  );
  const linkOf = (entry: Entries[number]) => links.get(entry.id) ?? null;
  const changed = exercises.filter((entry) => entry.exerciseId !== linkOf(entry));
  const references = await referencesOf(
    deps,
    caller,
    changed.map((entry) => entry.exerciseId ?? linkOf(entry)),
  );
  const kept = exercises.map((entry) => {
    const link = linkOf(entry);
    const reference = references.get(link) ?? 'deleted';
    return entry.exerciseId === null && reference === 'deleted' ? { ...entry, exerciseId: link } : entry;
  });
  return wholeEntriesOf(kept, references, makeId);
}
