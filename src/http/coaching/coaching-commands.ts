import { type CoachingCommand, coaching as decider } from '../../commands/coaching/decider.ts';
import { type CoachingDocument, shownTo } from '../../documents/coaching.ts';
import { present } from '../../documents/presence.ts';
import type { CoachingId } from '../../events/ids.ts';
import { trainerRole } from '../../events/values.ts';
import { readModels } from '../../queries/read-models.ts';
import { contextOf } from '../command.ts';
import type { Dependencies } from '../dependencies.ts';
import { answered, type Reply } from '../reply.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { changed } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { coachId, coachingId, exampleCoaching, exampleInvitation } from './examples.ts';
import { coachingPath, coachingTerms } from './requests.ts';
import { coaching } from './responses.ts';

const tag = 'coaching';
const path = { id: coachingId };
const problems = ['coaching-not-found', 'coaching-closed', 'access-too-low', 'read-model-behind'] as const;
const ended = { status: 'ended', revision: 2, endedAt: exampleCoaching.updatedAt, endedBy: 'athlete' } as const;

type Input = Parameters<typeof contextOf>[1] & Readonly<{ path: Readonly<{ id: CoachingId }> }>;

/**
 * Sends a command, and answers once the read model contains its effect: a right that has ended then has no effect any
 * more, in any process.
 */
async function send(deps: Dependencies, input: Input, command: CoachingCommand): Promise<Reply<200, CoachingDocument>> {
  const outcome = await deps.execute(decider, input.path.id, [command], contextOf(deps, input));
  const { owner, position } = outcome;
  await deps.queries.waitUntilProjected({ owner, position, models: [readModels.coachings] });
  return answered(outcome, shownTo(present(outcome.presence, 'coaching').document, input.caller.account.id));
}

/** The routes that answer, change and end a coaching relationship. */
export const coachingCommandRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/v1/coaching/:id/accept',
    operationId: 'acceptCoaching',
    tag,
    guard: 'user',
    summary: 'Accept an invitation as a coach, or the request of a coach as an athlete.',
    description:
      'Only an athlete may send a body, which replaces the scope that the coach would like, and may set an end. A coach ' +
      'needs the role `fitness-trainer`.',
    request: { path: coachingPath, headers: commandHeaders, body: coachingTerms },
    responses: { 200: changed(coaching) },
    problems: [...problems, 'coaching-exists'],
    example: {
      request: { path, body: { scope: ['history'] } },
      response: {
        status: 200,
        body: { ...exampleCoaching, email: null, askedBy: 'coach', scope: ['history'], coachId },
      },
    },
    handle: (deps) => (input) => {
      const isTrainer = input.caller.account.roleSlug === trainerRole;
      return send(deps, input, { type: 'AcceptCoaching', data: input.body, isTrainer });
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/coaching/:id/decline',
    operationId: 'declineCoaching',
    tag,
    guard: 'user',
    summary: 'Decline an invitation or a request.',
    description:
      'An athlete sees that an invitation was declined, and so that someone has the address: leave it unanswered ' +
      'otherwise. A coach does not see that a request was declined.',
    request: { path: coachingPath, headers: commandHeaders },
    responses: { 200: changed(coaching) },
    problems,
    example: {
      request: { path },
      response: {
        status: 200,
        body: { ...exampleInvitation, status: 'declined', revision: 1, endedAt: exampleCoaching.updatedAt },
      },
    },
    handle: (deps) => (input) => send(deps, input, { type: 'DeclineCoaching', data: {} }),
  }),
  route({
    method: 'patch',
    path: '/api/v1/coaching/:id',
    operationId: 'changeCoaching',
    tag,
    guard: 'user',
    summary: 'Change as an athlete what the coach may read, or until when.',
    description: 'The answer comes once the change has an effect: what the scope lacks is 404 for the coach at once.',
    request: { path: coachingPath, headers: commandHeaders, body: coachingTerms },
    responses: { 200: changed(coaching) },
    problems,
    example: {
      request: { path, body: { scope: ['history'], expiresAt: '2026-09-01T00:00:00Z' } },
      response: {
        status: 200,
        body: { ...exampleCoaching, scope: ['history'], expiresAt: '2026-09-01T00:00:00.000000Z', revision: 2 },
      },
    },
    handle: (deps) => (input) => send(deps, input, { type: 'ChangeCoachingTerms', data: input.body }),
  }),
  route({
    method: 'post',
    path: '/api/v1/coaching/:id/end',
    operationId: 'endCoaching',
    tag,
    guard: 'user',
    summary: 'End a coaching relationship, or take an invitation back.',
    description:
      'Either side may do so. The answer comes once the coach may read nothing any more. Repeating the request changes ' +
      'nothing.',
    request: { path: coachingPath, headers: commandHeaders },
    responses: { 200: changed(coaching) },
    problems: ['coaching-not-found', 'read-model-behind'],
    example: { request: { path }, response: { status: 200, body: { ...exampleCoaching, ...ended } } },
    handle: (deps) => (input) => send(deps, input, { type: 'EndCoaching', data: {} }),
  }),
];
