import type { z } from 'zod';
import type { RecordSession } from '../../commands/session/record-session.ts';
import type { SessionId } from '../../events/ids.ts';
import { replaceActiveSession } from '../../use-cases/session/replace-active-session.ts';
import { contextOf, newId } from '../command.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller } from '../guards.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { created } from '../responses/response.ts';
import { type Incoming, type Route, route } from '../route.ts';
import { createInSession } from './command-session.ts';
import { exampleSession } from './examples.ts';
import { startsSession } from './offline.ts';
import { referencesOf } from './references.ts';
import { session } from './responses.ts';
import { startQuery, startSession } from './session-requests.ts';
import { startedTemplates } from './started-plan.ts';
import { entriesOfUnit, wholeEntriesOf } from './whole-entries.ts';

type Body = z.output<typeof startSession>;

/** The route that starts a training session, or records a whole one. */
export const startSessionRoute: Route = route({
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
    'for that day; each unit of `GET /training-plans/current` has this `plan`. An athlete does one session at a time: ' +
    'without `endedAt`, the request is refused while another session is active, which `related` names, unless `replace` ' +
    'says what becomes of that one.',
  request: { headers: commandHeaders, query: startQuery, body: startSession },
  responses: { 201: created(session) },
  problems: [
    'id-taken',
    'session-active',
    'exercise-not-found',
    'plan-not-found',
    'unit-not-found',
    'quota-exceeded',
    'read-model-behind',
  ],
  offline: startsSession,
  example: {
    request: {
      query: { replace: 'complete' },
      body: {
        ...{ name: 'Legs', timezone: 'Europe/Berlin' },
        exercises: [{ name: 'Squat', mode: 'reps', sets: [{ weight: { value: 100, unit: 'kg' }, reps: 5, rpe: 8.5 }] }],
      },
    },
    response: { status: 201, body: exampleSession },
  },
  handle: (deps) => async (input) => {
    const { body, query, caller, incoming } = input;
    const sessionId = newId<SessionId>(deps, input, 'session', body.id);
    const command = await recordSession(deps, { caller, incoming, body, sessionId });
    const { replace } = query;
    if (replace === undefined) return createInSession(deps, input, sessionId, command);
    // `replace` is part of the marked request. So the same idempotency key with another value of `replace` is refused.
    const chosen = { ...input, body: { ...body, replace } };
    return replaceActiveSession({ execute: deps.execute, context: contextOf(deps, input), replacement: replace }, () =>
      createInSession(deps, chosen, sessionId, command),
    );
  },
});

type Asked = Readonly<{ caller: Caller; incoming: Incoming; body: Body; sessionId: SessionId }>;

/** The command that records what the body says, with all ids, links and targets. */
async function recordSession(deps: Dependencies, { caller, incoming, body, sessionId }: Asked): Promise<RecordSession> {
  const { id: _, exercises = [], unitId, plan: asked, ...data } = body;
  const start = { startedAt: data.startedAt ?? incoming.occurredAt ?? deps.clock(), timezone: data.timezone };
  const { plan, unit } = await startedTemplates(deps, caller, { plan: asked, unitId }, start);
  const references = await referencesOf(
    deps,
    caller,
    exercises.map(({ exerciseId }) => exerciseId),
  );
  // The ids of the parts follow from that of the session, so that a repeated request with the session's id has the same
  // ids.
  const makeId = (place: string) => deps.ids.derive(caller.account.id, sessionId, place);
  const isWholeUnit = (unitId !== null || asked !== null) && body.exercises === undefined;
  const entries = isWholeUnit ? entriesOfUnit(unit, makeId) : wholeEntriesOf(exercises, references, makeId, unit);
  return {
    type: 'RecordSession',
    data: {
      ...{ ...data, sessionId, importId: null, templates: { plan, unit: unit.template }, entries, isWholeUnit },
      // A session whose end is known is entered afterwards, and a command with a time of its own comes by `/sync`.
      live: data.endedAt === null && incoming.occurredAt === undefined,
    },
  };
}
