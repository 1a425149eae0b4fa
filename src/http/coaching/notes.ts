import { z } from 'zod';
import type { WatchDocument } from '../../documents/watch.ts';
import type { AccountId } from '../../events/ids.ts';
import { accountId } from '../examples.ts';
import { answered, json } from '../reply.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { notes } from '../requests/fields.ts';
import { count, id } from '../responses/fields.ts';
import { changed, response } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { factsOfAthlete } from './roster.ts';
import { athletePath } from './roster-requests.ts';
import { readWatch, sendToWatch, watchIdOf } from './watch-routes.ts';

const tag = 'coaching';
const path = { athleteId: accountId };

const privateNotes = z
  .strictObject({
    athleteId: id,
    text: z.string().nullable(),
    revision: count
      .nullable()
      .describe('What `If-Match` is compared with; null before the first note, threshold or mark.'),
  })
  .meta({ id: 'PrivateNotes', description: 'What a coach has noted on an athlete, for the coach only.' });

const exampleNotes = { athleteId: accountId, text: 'Prefers mornings', revision: 1 } as const;

const shown = (athleteId: AccountId, watch: WatchDocument | null) => ({
  ...{ athleteId, text: watch?.notes ?? null, revision: watch?.revision ?? null },
});

/** The routes of the private notes of a coach on an athlete. No one else reads them, so reading them is not recorded. */
export const noteRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/coaching/athletes/:athleteId/notes',
    operationId: 'getNotesOnAthlete',
    tag,
    guard: 'trainer',
    summary: 'Read your private notes on an athlete.',
    description: 'No one else reads them. You may read and remove them after the end of the relationship too.',
    request: { path: athletePath },
    responses: { 200: response(privateNotes) },
    problems: ['coaching-not-found', 'read-model-behind'],
    example: { request: { path }, response: { status: 200, body: exampleNotes } },
    handle:
      (deps) =>
      async ({ path: { athleteId }, caller }) => {
        const watch = await readWatch(deps, caller, athleteId);
        if (!watch?.notes) await factsOfAthlete(deps, caller, athleteId);
        return json(shown(athleteId, watch));
      },
  }),
  route({
    method: 'put',
    path: '/api/v1/coaching/athletes/:athleteId/notes',
    operationId: 'writeNotesOnAthlete',
    tag,
    guard: 'trainer',
    summary: 'Replace your private notes on an athlete.',
    description:
      'Null removes them. They are encrypted in the log, and removed when the account of the athlete is erased.',
    request: { path: athletePath, headers: commandHeaders, body: z.strictObject({ text: notes.nullable() }) },
    responses: { 200: changed(privateNotes) },
    problems: ['coaching-not-found', 'read-model-behind'],
    example: {
      request: { path, body: { text: exampleNotes.text } },
      response: { status: 200, body: exampleNotes },
    },
    handle: (deps) => async (input) => {
      const { athleteId } = input.path;
      const { text } = input.body;
      const hasNotes = (await readWatch(deps, input.caller, athleteId))?.notes;
      if (text || !hasNotes) await factsOfAthlete(deps, input.caller, athleteId);
      const data = { watchId: watchIdOf(deps, input.caller, athleteId), athleteId, text };
      const { outcome, document } = await sendToWatch(deps, input, { type: 'WriteNotes', data });
      return answered(outcome, shown(athleteId, document));
    },
  }),
];
