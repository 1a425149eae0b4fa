import { z } from 'zod';
import { notFound } from '../../errors.ts';
import type { AccountId } from '../../events/ids.ts';
import type { Review } from '../../queries/coaching/list-reviews.ts';
import type { Dependencies } from '../dependencies.ts';
import { accountId } from '../examples.ts';
import type { Caller } from '../guards.ts';
import { answered, json } from '../reply.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { changed, response } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import {
  exampleQueue,
  exampleReview,
  position,
  reviewedMark,
  reviewOfAthlete,
  reviewQueue,
} from './review-responses.ts';
import { recordReads } from './roster.ts';
import { athletePath } from './roster-requests.ts';
import { sendToWatch, watchIdOf } from './watch-routes.ts';

const tag = 'coaching';
const path = { athleteId: accountId };

async function reviewOf({ queries }: Dependencies, { account, requiredPosition }: Caller, athlete: AccountId) {
  const [found] = await queries.listReviews({ coach: account.id, athlete, requiredPosition });
  if (!found) throw notFound('coaching');
  return found;
}

const withoutPlace = ({ last: _, ...thing }: Review['things'][number]) => thing;

function counted({ athleteId, name, email, since, to, more, things }: Review) {
  const lastAt = things.reduce<string | null>(
    (latest, each) => (latest && latest > each.lastAt ? latest : each.lastAt),
    null,
  );
  const events = things.reduce((sum, each) => sum + each.events, 0);
  return { athleteId, name, email, since, to, more, things: things.length, events, lastAt };
}

/** The routes with which a coach reads what is new, and marks it as looked at. */
export const reviewRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/coaching/review',
    operationId: 'getReviewQueue',
    tag,
    guard: 'trainer',
    summary: 'Read how much is new of each athlete since you have looked.',
    description:
      'Of sessions, plans, units, schedules and measurements, as far as the scope of each relationship allows. Your own ' +
      'changes are not new. At most 1,000 events of an athlete are counted.',
    request: {},
    responses: { 200: response(reviewQueue) },
    problems: ['read-model-behind'],
    example: { response: { status: 200, body: exampleQueue } },
    handle: (deps) => async (input) => {
      const { account, requiredPosition } = input.caller;
      const athletes = await deps.queries.listReviews({ coach: account.id, requiredPosition });
      const ids = athletes.map(({ athleteId }) => athleteId);
      await recordReads(deps, input.caller, 'getReviewQueue', ids);
      return json({ athletes: athletes.map(counted) });
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/coaching/athletes/:athleteId/review',
    operationId: 'getReviewOfAthlete',
    tag,
    guard: 'trainer',
    summary: 'Read what is new of an athlete since you have looked.',
    description: 'Read a thing at its own address, and what has changed at that of the audit.',
    request: { path: athletePath },
    responses: { 200: response(reviewOfAthlete) },
    problems: ['coaching-not-found', 'read-model-behind'],
    example: { request: { path }, response: { status: 200, body: exampleReview } },
    handle:
      (deps) =>
      async ({ path: { athleteId }, caller }) => {
        const { since, to, more, things } = await reviewOf(deps, caller, athleteId);
        await recordReads(deps, caller, 'getReviewOfAthlete', [athleteId]);
        return json({ athleteId, since, to, more, things: things.map(withoutPlace) });
      },
  }),
  route({
    method: 'post',
    path: '/api/v1/coaching/athletes/:athleteId/review/seen',
    operationId: 'reviewChangesOfAthlete',
    tag,
    guard: 'trainer',
    summary: 'Mark what is new of an athlete as looked at.',
    description: 'Send the `to` of what you have shown. An earlier place than the one that is marked changes nothing.',
    request: {
      path: athletePath,
      headers: commandHeaders,
      body: z.strictObject({ to: position.describe('The `to` of the answer that was shown.') }),
    },
    responses: { 200: changed(reviewedMark) },
    problems: ['coaching-not-found', 'read-model-behind'],
    example: {
      request: { path, body: { to: exampleReview.to } },
      response: { status: 200, body: { athleteId: accountId, reviewedTo: exampleReview.to, revision: 1 } },
    },
    handle: (deps) => async (input) => {
      const { athleteId } = input.path;
      const { end } = await reviewOf(deps, input.caller, athleteId);
      const data = { watchId: watchIdOf(deps, input.caller, athleteId), athleteId, to: input.body.to };
      const { outcome, document } = await sendToWatch(deps, input, { type: 'ReviewChanges', data, end: BigInt(end) });
      return answered(outcome, { athleteId, reviewedTo: document.reviewedTo ?? data.to, revision: document.revision });
    },
  }),
];
