import { api, bodyOf } from '../../api/client.ts';
import { invalidate, useQuery } from '../../api/query.ts';
import { Comments } from '../../coaching/comments.tsx';
import type { Commented, Discussion, DiscussionCommands } from '../../coaching/discussion.ts';
import { Failure } from '../../ui/load.tsx';

const base = '/api/v1/coaching/athletes/{athleteId}';
const discussion = `${base}/discussions/{id}` as const;
const comment = `${discussion}/comments/{commentId}` as const;

type Props = Readonly<{ athleteId: string; sessionId: string; session: Commented; other: string; zone: string }>;

/** The coach's discussion with the athlete on a training session. */
export function AthleteComments({ athleteId, sessionId, ...rest }: Props) {
  const read = () => readDiscussion(athleteId, sessionId);
  const { data, error } = useQuery(`discussion of ${athleteId} ${sessionId}`, read, ['athlete']);
  if (error !== undefined) return <Failure error={error} />;
  if (data === undefined) return null;
  return <Comments discussion={data[0]} side="coach" commands={commandsOf(athleteId, sessionId)} {...rest} />;
}

async function readDiscussion(athleteId: string, sessionId: string): Promise<readonly Discussion[]> {
  const path = { athleteId };
  const { items } = await bodyOf(api.GET(`${base}/discussions`, { params: { path, query: { sessionId } } }));
  return Promise.all(items.map(({ id }) => bodyOf(api.GET(discussion, { params: { path: { ...path, id } } }))));
}

function commandsOf(athleteId: string, sessionId: string): DiscussionCommands {
  const path = { athleteId };
  const done = () => invalidate(new Set(['athlete']));
  return {
    add: (body) =>
      bodyOf(
        api.POST(`${base}/training-sessions/{id}/comments`, { params: { path: { ...path, id: sessionId } }, body }),
      ).then(done),
    remove: (id, commentId) => bodyOf(api.DELETE(comment, { params: { path: { ...path, id, commentId } } })).then(done),
    markRead: ({ id, revision }) =>
      bodyOf(api.POST(`${discussion}/read`, { params: { path: { ...path, id } }, body: { upTo: revision } })).then(
        done,
      ),
  };
}
