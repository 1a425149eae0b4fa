import { api, bodyOf } from '../../api/client.ts';
import { useZone } from '../../api/profile.ts';
import { invalidate, useQuery } from '../../api/query.ts';
import { Comments } from '../../coaching/comments.tsx';
import type { Discussion, DiscussionCommands } from '../../coaching/discussion.ts';
import { t } from '../../i18n/language.ts';
import type { Session } from '../../session/apply-command.ts';

type Coach = Readonly<{ id: string; name: string }>;
type Found = Readonly<{ coaches: readonly Coach[]; discussions: readonly Discussion[] }>;

/** The discussions of the athlete with coaches on a training session. Without coaches and comments there is nothing. */
export function CoachComments({ session }: { session: Session }) {
  const zone = useZone();
  const key = `discussions of ${session.id}`;
  const { data } = useQuery(key, () => readDiscussions(session.id), ['discussion', 'coaching']);
  if (!data) return null;
  return (
    <>
      {othersOf(data).map(({ id, name }) => (
        <Comments
          key={id}
          discussion={data.discussions.find(({ coachId }) => coachId === id)}
          commands={commandsOf(session.id, id)}
          {...{ session, zone, other: name, side: 'athlete' }}
        />
      ))}
    </>
  );
}

/** The coaches with whom the athlete can talk, and those with whom the athlete has talked before. */
function othersOf({ coaches, discussions }: Found): readonly Coach[] {
  const former = discussions.filter(({ coachId }) => !coaches.some(({ id }) => id === coachId));
  return [...coaches, ...former.map(({ coachId }) => ({ id: coachId, name: t('comments.formerCoach') }))];
}

async function readDiscussions(sessionId: string): Promise<Found> {
  const [{ items }, coachings] = await Promise.all([
    bodyOf(api.GET('/api/v1/discussions', { params: { query: { sessionId } } })),
    bodyOf(api.GET('/api/v1/coaching', { params: { query: { as: 'athlete', status: 'active', pageSize: 100 } } })),
  ]);
  const paths = items.map(({ id }) => ({ path: { id } }));
  return {
    discussions: await Promise.all(paths.map((params) => bodyOf(api.GET('/api/v1/discussions/{id}', { params })))),
    coaches: coachings.items.flatMap(({ coachId, coach, scope }) =>
      coachId !== null && coach && scope.includes('history') ? [{ id: coachId, name: coach.name ?? coach.email }] : [],
    ),
  };
}

function commandsOf(sessionId: string, coachId: string): DiscussionCommands {
  const done = () => invalidate(new Set(['discussion']));
  const route = '/api/v1/discussions/{id}';
  return {
    add: (comment) => {
      const params = { path: { id: sessionId } };
      const body = { ...comment, coachId };
      return bodyOf(api.POST('/api/v1/training-sessions/{id}/comments', { params, body })).then(done);
    },
    remove: (id, commentId) =>
      bodyOf(api.DELETE(`${route}/comments/{commentId}`, { params: { path: { id, commentId } } })).then(done),
    markRead: ({ id, revision }) =>
      bodyOf(api.POST(`${route}/read`, { params: { path: { id } }, body: { upTo: revision } })).then(done),
  };
}
