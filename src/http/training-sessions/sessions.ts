import { notFound } from '../../errors.ts';
import type { SessionId } from '../../events/ids.ts';
import { newId } from '../command.ts';
import { pageWith } from '../examples.ts';
import { listReply } from '../list-reply.ts';
import { knownVersionOf, storedDocument } from '../reply.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { created, notModified, page, shown } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { createInSession } from './command-session.ts';
import { exampleSession, exampleSummary, sessionId } from './examples.ts';
import { startsSession } from './offline.ts';
import { referencesOf } from './references.ts';
import { session, sessionPage } from './responses.ts';
import { listSessions, sessionPath, startSession } from './session-requests.ts';
import { startedTemplates } from './started-plan.ts';
import { entriesOfUnit, wholeEntriesOf } from './whole-entries.ts';

/** The routes that start, read and list training sessions. */
export const sessionRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/training-sessions',
    operationId: 'listSessions',
    tag: 'training sessions',
    guard: 'user',
    summary: "List the caller's training sessions.",
    description: 'Newest first. A summary has the numbers of exercises and sets; `view=full` returns whole sessions.',
    request: { query: listSessions },
    responses: { 200: page(sessionPage) },
    problems: ['read-model-behind'],
    example: { request: { query: { status: 'completed' } }, response: { status: 200, body: pageWith(exampleSummary) } },
    handle:
      ({ queries }) =>
      (input) =>
        listReply(input, (page, { searchString: search, ...filters }) => {
          const sortOrder = filters.sortOrder ?? (filters.orderBy === 'startedAt' ? 'desc' : 'asc');
          const { account, requiredPosition } = input.caller;
          return queries.listSessions({ ...filters, ...page, sortOrder, search, owner: account.id, requiredPosition });
        }),
  }),
  route({
    method: 'post',
    path: '/api/v1/training-sessions',
    operationId: 'startSession',
    tag: 'training sessions',
    guard: 'user',
    summary: 'Start a training session, or record a whole one.',
    description:
      'The body may contain exercises with their sets, and the end of the session. All of it is stored, or nothing. ' +
      'The client may supply the ids, UUIDs of any version. With the id of the session it may repeat the request. With ' +
      '`unitId`, the session gets the exercises of a training unit and their next targets, which later changes of the ' +
      'unit and of earlier sessions do not change. With `plan`, it gets those of a unit on a day of a plan and counts ' +
      'for that day; each unit of `GET /training-plans/current` has this `plan`.',
    request: { headers: commandHeaders, body: startSession },
    responses: { 201: created(session) },
    problems: [
      'id-taken',
      'exercise-not-found',
      'plan-not-found',
      'unit-not-found',
      'quota-exceeded',
      'read-model-behind',
    ],
    offline: startsSession,
    example: {
      request: {
        body: {
          ...{ name: 'Legs', timezone: 'Europe/Berlin' },
          exercises: [
            { name: 'Squat', mode: 'reps', sets: [{ weight: { value: 100, unit: 'kg' }, reps: 5, rpe: 8.5 }] },
          ],
        },
      },
      response: { status: 201, body: exampleSession },
    },
    handle: (deps) => async (input) => {
      const { id: own, exercises = [], unitId, plan: asked, ...data } = input.body;
      const { caller } = input;
      const sessionId = newId<SessionId>(deps, input, 'session', own);
      const startedAt = data.startedAt ?? input.incoming.occurredAt ?? deps.clock();
      const templates = await startedTemplates(
        deps,
        caller,
        { plan: asked, unitId },
        { startedAt, timezone: data.timezone },
      );
      const { unit } = templates;
      const references = await referencesOf(
        deps,
        caller,
        exercises.map(({ exerciseId }) => exerciseId),
      );
      // The ids of the parts follow from that of the session, so that a repetition by the session's id has the same.
      const makeId = (place: string) => deps.ids.derive(caller.account.id, sessionId, place);
      const isWholeUnit = (unitId !== null || asked !== null) && input.body.exercises === undefined;
      const entries = isWholeUnit ? entriesOfUnit(unit, makeId) : wholeEntriesOf(exercises, references, makeId, unit);
      const record = {
        ...data,
        sessionId,
        importId: null,
        templates: { plan: templates.plan, unit: unit.template },
        entries,
        isWholeUnit,
      };
      return createInSession(deps, input, sessionId, { type: 'RecordSession', data: record });
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/training-sessions/:id',
    operationId: 'getSession',
    tag: 'training sessions',
    guard: 'user',
    summary: 'Read a training session.',
    description:
      'The session with its exercises and sets. The `ETag` is the revision, followed by the number of linked ' +
      'exercises that were deleted since.',
    request: { path: sessionPath },
    responses: { 200: shown(session), 304: notModified },
    problems: ['session-not-found', 'read-model-behind'],
    example: { request: { path: { id: sessionId } }, response: { status: 200, body: exampleSession } },
    handle:
      ({ queries }) =>
      async ({ path, caller, incoming }) => {
        const { account, requiredPosition } = caller;
        const known = knownVersionOf(incoming.raw);
        const found = await queries.getSession({ owner: account.id, id: path.id, known, requiredPosition });
        if (!found) throw notFound('session');
        return storedDocument(found, found.joined);
      },
  }),
];
