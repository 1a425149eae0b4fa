import { coaching as decider } from '../../commands/coaching/decider.ts';
import { shownTo } from '../../documents/coaching.ts';
import { present } from '../../documents/presence.ts';
import type { CoachingId } from '../../events/ids.ts';
import { contextOf, newId } from '../command.ts';
import { answered } from '../reply.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { created, response } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { exampleInvitation } from './examples.ts';
import { inviteCoach, requestCoaching } from './requests.ts';
import { coaching } from './responses.ts';

const tag = 'coaching';
const noHeaders = { 'if-match': null, 'idempotency-key': null } as const;

/** The routes with which one side asks the other, by email address. Neither tells whether the address has an account. */
export const askingRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/v1/coaching/invitations',
    operationId: 'inviteCoach',
    tag,
    guard: 'user',
    summary: 'Invite a coach by email address.',
    description:
      'The answer is the same whether or not the address has an account. An account that has the address now sees the ' +
      'invitation. It can accept if it has the role `fitness-trainer`. The client may supply the id, a UUID of any ' +
      'version, and may then repeat the request.',
    request: { headers: commandHeaders, body: inviteCoach },
    responses: { 201: created(coaching) },
    problems: ['id-taken', 'coaching-exists', 'quota-exceeded'],
    example: {
      request: { body: { email: 'coach@example.com', scope: ['history', 'plans'] } },
      response: { status: 201, body: exampleInvitation },
    },
    handle: (deps) => async (input) => {
      const { id: own, ...asked } = input.body;
      const coachingId = newId<CoachingId>(deps, input, 'coaching', own);
      const coachId = (await deps.findAccount(asked.email))?.document.id ?? null;
      const command = { type: 'InviteCoach', data: { ...asked, coachingId, coachId } } as const;
      // Without the account, which the client does not send: its existence must not change the fingerprint.
      const outcome = await deps.execute(decider, coachingId, [command], contextOf(deps, input));
      const document = shownTo(present(outcome.presence, 'coaching').document, input.caller.account.id);
      return answered(outcome, document, { location: `/api/v1/coaching/${coachingId}` });
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/coaching/requests',
    operationId: 'requestCoaching',
    tag,
    guard: 'trainer',
    summary: 'Ask an athlete by email address.',
    description:
      'The answer is the same, and comes after the same time, whether or not the address has an account and whether or ' +
      'not the athlete was asked before. An athlete sees the request, and chooses the scope when accepting. You see the ' +
      'relationship once it is accepted. Repeating the request changes nothing.',
    request: { body: requestCoaching },
    responses: { 202: response(null) },
    problems: [],
    example: {
      request: { body: { email: 'ana@example.com', scope: ['history'], message: 'Shall I look at your squat?' } },
      response: { status: 202 },
    },
    handle: (deps) => async (input) => {
      const coachingId = deps.ids.make() as CoachingId;
      const context = contextOf(deps, { ...input, headers: noHeaders });
      const ownEmail = input.caller.account.email;
      await deps.requestCoaching({ ...input.body, coachingId, ownEmail, context });
      return { status: 202 };
    },
  }),
];
