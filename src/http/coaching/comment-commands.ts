import { type DiscussionCommand, discussion as decider } from '../../commands/discussion/decider.ts';
import type { Sender } from '../../commands/discussion/state.ts';
import { session } from '../../commands/session/decider.ts';
import type { DiscussionDocument } from '../../documents/discussion.ts';
import { documentOf, present } from '../../documents/presence.ts';
import { invalid, notFound } from '../../errors.ts';
import type { CommentPlace } from '../../events/discussion.ts';
import type { AccountId, CommentId, DiscussionId, SessionId } from '../../events/ids.ts';
import { contextOf, newId } from '../command.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller } from '../guards.ts';
import { answered, type Reply } from '../reply.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { changed, created } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { sessionId } from '../training-sessions/examples.ts';
import { sessionPath } from '../training-sessions/session-requests.ts';
import { commentId, discussionId, exampleComment, exampleDiscussion } from './comment-examples.ts';
import { addComment, commentPath, discussionPath, editComment, markRead } from './comment-requests.ts';
import { discussion } from './comment-responses.ts';
import { coachId } from './examples.ts';

const tag = 'coaching';
const problems = ['discussion-not-found', 'comment-not-found', 'access-too-low'] as const;
const paths = { id: discussionId, commentId };

type CommandInput = Parameters<typeof contextOf>[1];
type OnDiscussion = CommandInput & Readonly<{ path: Readonly<{ id: DiscussionId }> }>;

const sideOf = ({ coach }: Caller): Sender => ({ coach: coach?.id ?? null });

async function change(
  deps: Dependencies,
  input: OnDiscussion,
  command: DiscussionCommand,
): Promise<Reply<200, DiscussionDocument>> {
  const outcome = await deps.execute(decider, input.path.id, [command], contextOf(deps, input));
  return answered(outcome, present(outcome.presence, 'discussion').document);
}

/** Refuses a place that the athlete does not have. */
async function checkPlace(
  { readAggregate }: Dependencies,
  { athlete, id, entryId, setId }: CommentPlace & Readonly<{ athlete: AccountId; id: SessionId }>,
): Promise<void> {
  const document = documentOf(await readAggregate(session, id));
  if (document?.userId !== athlete) throw notFound('session');
  if (entryId === null) return;
  const entry = document.exercises.find((each) => each.id === entryId);
  if (!entry) throw notFound('entry');
  if (setId !== null && !entry.sets.some((each) => each.id === setId)) throw notFound('set');
}

/** The routes that write comments, for athletes. Those of coaches are made from them. */
export const commentCommandRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/v1/training-sessions/:id/comments',
    operationId: 'addComment',
    tag,
    guard: 'user',
    summary: 'Comment on a training session, on one of its exercises or on a set.',
    description:
      'Only the athlete and the one coach see the comment. It needs an accepted coaching relationship of the two with ' +
      '`history` in its scope. The client may supply the id, a UUID of any version, and may then repeat the request.',
    request: { path: sessionPath, headers: commandHeaders, body: addComment },
    responses: { 201: created(discussion) },
    problems: [
      ...(['session-not-found', 'entry-not-found', 'set-not-found', 'coaching-not-found'] as const),
      ...(['id-taken', 'quota-exceeded', 'read-model-behind'] as const),
    ],
    example: {
      request: {
        path: { id: sessionId },
        body: { coachId, entryId: exampleComment.entryId, setId: exampleComment.setId, text: exampleComment.text },
      },
      response: { status: 201, body: exampleDiscussion },
    },
    handle: (deps) => async (input) => {
      const { caller, body, path } = input;
      const { id: own, coachId: named, ...content } = body;
      const athlete = caller.account.id;
      const coach = caller.coach?.id ?? named;
      if (coach === undefined) throw invalid('coachId', 'An athlete names the coach.', 'missing');
      if (named !== undefined && named !== coach) throw invalid('coachId', 'A coach writes for the athlete only.');
      const discussionId = deps.ids.derive(athlete, `${path.id} ${coach}`, 'discussion') as DiscussionId;
      const commentId = newId<CommentId>(deps, input, 'comment', own);
      const data = { ...content, discussionId, sessionId: path.id, coachId: coach, commentId };
      const command = { type: 'AddComment', sender: sideOf(caller), data } as const;
      // An athlete may repeat a comment after the relationship has ended, and both sides after the set was removed, so only a
      // new one needs them. The right of a coach who writes was checked before.
      const beforeAppend = async () => {
        if (!caller.coach) await deps.admitCoach({ coach, athlete, part: 'history', at: deps.clock() });
        await checkPlace(deps, { ...content, athlete, id: path.id });
      };
      const context = { ...contextOf(deps, input), beforeAppend };
      const outcome = await deps.execute(decider, discussionId, [command], context);
      const location = `/api/v1/discussions/${discussionId}`;
      return answered(outcome, present(outcome.presence, 'discussion').document, { location });
    },
  }),
  route({
    method: 'patch',
    path: '/api/v1/discussions/:id/comments/:commentId',
    operationId: 'editComment',
    tag,
    guard: 'user',
    summary: 'Change the text of an own comment.',
    request: { path: commentPath, headers: commandHeaders, body: editComment },
    responses: { 200: changed(discussion) },
    problems,
    example: {
      request: { path: paths, body: { text: 'Was the last one deep enough?' } },
      response: { status: 200, body: exampleDiscussion },
    },
    handle: (deps) => (input) => {
      const data = { commentId: input.path.commentId, text: input.body.text };
      return change(deps, input, { type: 'EditComment', sender: sideOf(input.caller), data });
    },
  }),
  route({
    method: 'delete',
    path: '/api/v1/discussions/:id/comments/:commentId',
    operationId: 'removeComment',
    tag,
    guard: 'user',
    summary: 'Remove an own comment.',
    request: { path: commentPath, headers: commandHeaders },
    responses: { 200: changed(discussion) },
    problems,
    example: {
      request: { path: paths },
      response: { status: 200, body: { ...exampleDiscussion, comments: [] } },
    },
    handle: (deps) => (input) => {
      const data = { commentId: input.path.commentId };
      return change(deps, input, { type: 'RemoveComment', sender: sideOf(input.caller), data });
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/discussions/:id/read',
    operationId: 'markCommentsRead',
    tag,
    guard: 'user',
    summary: 'Mark the comments of the other side as read, all or up to a revision.',
    request: { path: discussionPath, headers: commandHeaders, body: markRead },
    responses: { 200: changed(discussion) },
    problems: ['discussion-not-found'],
    example: {
      request: { path: { id: discussionId }, body: { upTo: 1 } },
      response: { status: 200, body: exampleDiscussion },
    },
    handle: (deps) => (input) =>
      change(deps, input, { type: 'MarkCommentsRead', sender: sideOf(input.caller), data: input.body }),
  }),
];
