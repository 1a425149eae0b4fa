import { notFound } from '../../errors.ts';
import { pageWith } from '../examples.ts';
import { listReply } from '../list-reply.ts';
import { storedDocument } from '../reply.ts';
import { notModified, page, shown } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { discussionId, exampleDiscussion, exampleDiscussionItem } from './comment-examples.ts';
import { discussionPath, listDiscussions, listDiscussionsOfCoach } from './comment-requests.ts';
import { discussion, discussionPage } from './comment-responses.ts';

const tag = 'coaching';
const example = {
  request: { query: { sortOrder: 'desc' } },
  response: { status: 200, body: pageWith(exampleDiscussionItem) },
} as const;

/** The routes that read comments, for athletes. Those of coaches about one athlete are made from them. */
export const discussionRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/discussions',
    operationId: 'listDiscussions',
    tag,
    guard: 'user',
    summary: 'List your discussions with coaches about training sessions.',
    description: 'Those with the latest comments first. Each item has the number of comments that you have not read.',
    request: { query: listDiscussions },
    responses: { 200: page(discussionPage) },
    problems: ['read-model-behind'],
    example,
    handle:
      ({ queries }) =>
      (input) =>
        listReply(input, (asked, { unread, sessionId, coachId, sortOrder }) => {
          const { account, requiredPosition } = input.caller;
          return queries.listDiscussions({
            ...{ ...asked, sortOrder, session: sessionId, coach: coachId },
            ...{ unreadBy: unread ? 'athlete' : undefined, owner: account.id, requiredPosition },
          });
        }),
  }),
  route({
    method: 'get',
    path: '/api/v1/discussions/:id',
    operationId: 'getDiscussion',
    tag,
    guard: 'user',
    summary: 'Read the comments of one discussion.',
    request: { path: discussionPath },
    responses: { 200: shown(discussion), 304: notModified },
    problems: ['discussion-not-found', 'read-model-behind'],
    example: {
      request: { path: { id: discussionId } },
      response: { status: 200, body: exampleDiscussion },
    },
    handle:
      ({ queries }) =>
      async ({ path, caller: { account, requiredPosition } }) => {
        const asked = { id: path.id, owner: account.id, requiredPosition };
        const found = await queries.getDiscussion(asked);
        if (!found) throw notFound('discussion');
        return storedDocument(found);
      },
  }),
];

/** The route with which a coach reads comments across athletes. */
export const coachDiscussionRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/coaching/discussions',
    operationId: 'listDiscussionsOfCoach',
    tag,
    guard: 'trainer',
    summary: 'List your discussions as a coach, with all athletes.',
    description:
      'Those with the latest comments first, of athletes whose training sessions you may read now. Each item has the ' +
      'number of comments that you have not read.',
    request: { query: listDiscussionsOfCoach },
    responses: { 200: page(discussionPage) },
    problems: ['read-model-behind'],
    example,
    handle:
      ({ queries }) =>
      (input) =>
        listReply(input, (asked, { unread, sessionId, sortOrder }) =>
          queries.listDiscussionsOfCoach({
            ...{ ...asked, sortOrder, session: sessionId, unreadBy: unread ? 'coach' : undefined },
            ...{ caller: input.caller.account.id, requiredPosition: input.caller.requiredPosition },
          }),
        ),
  }),
];
