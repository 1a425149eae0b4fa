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
export async function coachAthlete(ports: DemoPorts, pair: Pair): Promise<void> {
  const { coach, id, athlete } = pair;
  const coachingId = createDemoIds(ports.ids, id).idOf<CoachingId>('coaching');
  const terms = { scope: coachingParts, expiresAt: null };
  const invite = {
    type: 'InviteCoach',
    data: { ...terms, coachingId, coachId: coach, email: demoCoach.email, message: null },
  } as const;
  await ports.execute(coaching, coachingId, [invite], contextAs(ports, id));
  const accept = { type: 'AcceptCoaching', data: {}, isTrainer: true } as const;
  await ports.execute(coaching, coachingId, [accept], asCoach(ports, pair));
  if (athlete.comment !== null) await comment(ports, pair, athlete.comment);
}

const asCoach = (ports: DemoPorts, { coach, id }: Pair) => ({ ...contextAs(ports, coach, trainerRole), owner: id });

async function comment(ports: DemoPorts, pair: Pair, text: string): Promise<void> {
  const { coach, id, lastSession } = pair;
  const right = await ports.admitCoach({ coach, athlete: id, part: 'history', at: ports.clock() });
  const discussionId = ports.ids.derive(id, `${lastSession} ${coach}`, 'discussion') as DiscussionId;
  const commentId = createDemoIds(ports.ids, id).idOf<CommentId>('comment');
  const data = { discussionId, sessionId: lastSession, coachId: coach, commentId, entryId: null, setId: null, text };
  const add = { type: 'AddComment', sender: { coach }, data } as const;
  await ports.execute(discussion, discussionId, [add], { ...asCoach(ports, pair), by: id, coach: right });
}
