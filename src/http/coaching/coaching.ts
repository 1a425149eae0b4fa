import { notFound } from '../../errors.ts';
import { pageWith } from '../examples.ts';
import { listReply } from '../list-reply.ts';
import { storedDocument } from '../reply.ts';
import { notModified, page, shown } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { askingRoutes } from './asking.ts';
import { athleteAuditRoutes } from './athlete-audit.ts';
import { athleteCommandRoutes } from './athlete-commands.ts';
import { athleteProfileRoutes } from './athlete-profile.ts';
import { athleteRoutes } from './athlete-routes.ts';
import { coachingCommandRoutes } from './coaching-commands.ts';
import { commentCommandRoutes } from './comment-commands.ts';
import { coachDiscussionRoutes, discussionRoutes } from './discussions.ts';
import { coachingId, exampleItem } from './examples.ts';
import { liveRoute } from './live.ts';
import { noteRoutes } from './notes.ts';
import { coachingPath, listAllCoachings, listCoachings } from './requests.ts';
import { coachingItem, coachingPage } from './responses.ts';
import { reviewRoutes } from './review.ts';
import { rosterRoutes } from './roster.ts';
import { watchRoutes } from './watch-routes.ts';

const tag = 'coaching';

/** All routes of coaching relationships. The fixed paths come first, because the path with an id would match them. */
export const coachingRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/coaching',
    operationId: 'listCoachings',
    tag,
    guard: 'user',
    summary: "List the caller's coaching relationships, as an athlete or as a coach.",
    description: 'The newest first. A coach sees an own request once the athlete has accepted it.',
    request: { query: listCoachings },
    responses: { 200: page(coachingPage) },
    problems: ['read-model-behind'],
    example: {
      request: { query: { as: 'athlete', status: 'active' } },
      response: { status: 200, body: pageWith(exampleItem) },
    },
    handle:
      ({ queries }) =>
      (input) =>
        listReply(input, (asked, filters) => {
          const { account, requiredPosition } = input.caller;
          return queries.listCoachings({ ...filters, ...asked, caller: account.id, requiredPosition });
        }),
  }),
  route({
    method: 'get',
    path: '/api/v1/coaching/all',
    operationId: 'listAllCoachings',
    tag,
    guard: 'superuser',
    summary: 'List the coaching relationships of all accounts.',
    description: 'The newest first, without messages.',
    request: { query: listAllCoachings },
    responses: { 200: page(coachingPage) },
    problems: ['read-model-behind'],
    example: { request: { query: { status: 'active' } }, response: { status: 200, body: pageWith(exampleItem) } },
    handle:
      ({ queries }) =>
      (input) =>
        listReply(input, (asked, filters) => {
          const { account, requiredPosition } = input.caller;
          return queries.listCoachings({ ...filters, ...asked, as: 'superuser', caller: account.id, requiredPosition });
        }),
  }),
  ...askingRoutes,
  ...athleteRoutes,
  ...athleteAuditRoutes,
  ...rosterRoutes,
  liveRoute,
  ...watchRoutes,
  ...reviewRoutes,
  ...noteRoutes,
  ...athleteCommandRoutes,
  ...athleteProfileRoutes,
  ...coachDiscussionRoutes,
  ...discussionRoutes,
  ...commentCommandRoutes,
  route({
    method: 'get',
    path: '/api/v1/coaching/:id',
    operationId: 'getCoaching',
    tag,
    guard: 'user',
    summary: 'Read a coaching relationship.',
    description: 'The `ETag` is the revision, followed by a number that changes with the names and addresses.',
    request: { path: coachingPath },
    responses: { 200: shown(coachingItem), 304: notModified },
    problems: ['coaching-not-found', 'read-model-behind'],
    example: { request: { path: { id: coachingId } }, response: { status: 200, body: exampleItem } },
    handle:
      ({ queries }) =>
      async ({ path, caller: { account, requiredPosition } }) => {
        const found = await queries.getCoaching({ id: path.id, caller: account.id, requiredPosition });
        if (!found) throw notFound('coaching');
        return storedDocument(found, found.joined);
      },
  }),
  ...coachingCommandRoutes,
];
