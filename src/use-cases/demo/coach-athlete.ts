import { coaching } from '../../commands/coaching/decider.ts';
import { discussion } from '../../commands/discussion/decider.ts';
import { coachingParts } from '../../events/coaching-values.ts';
import type { AccountId, CoachingId, CommentId, DiscussionId, SessionId } from '../../events/ids.ts';
import { trainerRole } from '../../events/values.ts';
import { createDemoIds } from './demo-ids.ts';
import { contextAs, type DemoPorts } from './demo-ports.ts';
import { type DemoAthlete, demoCoach } from './generator/cast.ts';

type Pair = Readonly<{ coach: AccountId; id: AccountId; athlete: DemoAthlete; lastSession: SessionId }>;

/** The athlete invites the coach, who accepts, and writes about the latest session. */
export async function coachAthlete(ports: DemoPorts, { coach, id, athlete, lastSession }: Pair): Promise<void> {
  const { execute, ids } = ports;
  const own = createDemoIds(ids, id);
  const coachingId = own.idOf<CoachingId>('coaching');
  const terms = { scope: coachingParts, expiresAt: null };
  const invite = {
    type: 'InviteCoach',
    data: { ...terms, coachingId, coachId: coach, email: demoCoach.email, message: null },
  } as const;
  await execute(coaching, coachingId, [invite], contextAs(ports, id));
  const asCoach = { ...contextAs(ports, coach, trainerRole), owner: id };
  await execute(coaching, coachingId, [{ type: 'AcceptCoaching', data: {}, isTrainer: true }], asCoach);
  if (athlete.comment === null) return;
  const right = await ports.admitCoach({ coach, athlete: id, part: 'history', at: ports.clock() });
  const discussionId = ids.derive(id, `${lastSession} ${coach}`, 'discussion') as DiscussionId;
  const data = {
    ...{ discussionId, sessionId: lastSession, coachId: coach, commentId: own.idOf<CommentId>('comment') },
    ...{ entryId: null, setId: null, text: athlete.comment },
  };
  const comment = { type: 'AddComment', sender: { coach }, data } as const;
  await execute(discussion, discussionId, [comment], { ...asCoach, by: id, coach: right });
}
