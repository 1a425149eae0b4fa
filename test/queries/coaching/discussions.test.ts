import { expect } from 'chai';
import type { AccountId, DiscussionId, SessionId } from '../../../src/events/ids.ts';
import { getDiscussion } from '../../../src/queries/coaching/get-discussion.ts';
import { type ListDiscussions, listDiscussions } from '../../../src/queries/coaching/list-discussions.ts';
import { listDiscussionsOfCoach } from '../../../src/queries/coaching/list-discussions-of-coach.ts';
import { idFor, ownerId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { type CoachingLog, createCoachingLog } from '../support/coaching-log.ts';
import { createReadTables } from '../support/read-tables.ts';

const [ana, ben, carl, dora] = [1, 2, 3, 4].map(ownerId) as [AccountId, AccountId, AccountId, AccountId];
const discussionIdOf = (number: number) => idFor(8, number) as DiscussionId;
const sessionIdOf = (number: number) => idFor(9, number) as SessionId;
const page = { sortOrder: 'desc', limit: 20, offset: 0, requiredPosition: () => 0n } as const;

describe('queries for discussions', () => {
  const database = useDatabase();
  let the: CoachingLog;
  let tables: Awaited<ReturnType<typeof createReadTables>>;

  /** Two athletes, of whom carl coaches both and dora one, and a discussion of each pair with a comment of the athlete. */
  beforeEach(async () => {
    the = createCoachingLog();
    tables = await createReadTables(database.db, the.log.all, { lanes: 4 });
    for (const account of [ana, ben, carl, dora]) the.register(account, null);
    const pairs = [
      [ana, carl],
      [ben, carl],
      [ana, dora],
    ] as const;
    for (const [index, [athleteId, coachId]] of pairs.entries()) {
      const number = index + 1;
      the.invite(number, athleteId, coachId);
      the.accept(number, athleteId, coachId);
      const data = { discussionId: discussionIdOf(number), sessionId: sessionIdOf(number), athleteId, coachId };
      append(number, athleteId, 'DiscussionStarted', data);
      comment(number, athleteId, 'athlete');
    }
    await tables.project();
  });

  let comments = 0;
  const append = (number: number, owner: AccountId, type: string, data: object) =>
    void the.log.append({ type, data, stream: `discussion-${discussionIdOf(number)}`, owner });
  const comment = (number: number, owner: AccountId, by: string) => {
    comments += 1;
    const commentId = idFor(10, comments);
    append(number, owner, 'CommentAdded', {
      commentId,
      by,
      entryId: null,
      setId: null,
      personal: { text: `${number}` },
    });
  };
  const numbersOf = ({ body }: { body: string }) =>
    JSON.parse(body)
      .items.map(({ id }: { id: string }) => [1, 2, 3].find((number) => discussionIdOf(number) === id))
      .sort();
  const ofAthlete = async (question: Partial<ListDiscussions>) =>
    numbersOf(await listDiscussions(tables.reader, { ...page, owner: ana, ...question }));
  const ofCoach = async (caller: AccountId, question = {}) =>
    numbersOf(await listDiscussionsOfCoach(tables.reader, { ...page, caller, ...question }));
  const get = async (number: number, owner: AccountId, coach?: AccountId) => {
    const asked = { id: discussionIdOf(number), owner, coach, requiredPosition: () => 0n };
    const found = await getDiscussion(tables.reader, asked);
    return found && JSON.parse(found.doc);
  };

  it('show an athlete those with all coaches, and a coach those with all athletes', async () => {
    expect(await ofAthlete({})).to.deep.equal([1, 3]);
    expect(await ofAthlete({ owner: ben })).to.deep.equal([2]);
    expect(await ofAthlete({ owner: carl })).to.deep.equal([]);
    expect(await ofCoach(carl)).to.deep.equal([1, 2]);
    expect(await ofCoach(dora)).to.deep.equal([3]);
    expect(await ofCoach(ana)).to.deep.equal([]);
  });

  it('choose those of a session, of a coach, and those with unread comments', async () => {
    expect(await ofAthlete({ coach: dora })).to.deep.equal([3]);
    expect(await ofAthlete({ session: sessionIdOf(1) })).to.deep.equal([1]);
    expect(await ofAthlete({ unreadBy: 'athlete' })).to.deep.equal([]);
    append(1, ana, 'CommentsRead', { by: 'coach', upTo: 1 });
    comment(1, ana, 'coach');
    await tables.project();
    expect(await ofAthlete({ unreadBy: 'athlete' })).to.deep.equal([1]);
    expect(await ofCoach(carl, { unreadBy: 'coach' })).to.deep.equal([2]);
  });

  it('have the number of comments and the last one in a list, and all comments in one discussion', async () => {
    comment(1, ana, 'coach');
    await tables.project();
    const { body } = await listDiscussions(tables.reader, { ...page, owner: ana, session: sessionIdOf(1) });
    const [item] = JSON.parse(body).items;
    expect(item).to.deep.include({ commentCount: 2 }).and.not.to.have.property('comments');
    expect(item.lastComment).to.deep.include({ by: 'coach' });
    expect((await get(1, ana)).comments).to.have.length(2);
  });

  it('show a discussion to its sides only', async () => {
    expect(await get(1, ana, carl)).to.include({ id: discussionIdOf(1) });
    expect(await get(1, ana, dora)).to.equal(null);
    expect(await get(1, ben)).to.equal(null);
  });

  it('hide from a coach those of an athlete without a right to sessions, or after its end', async () => {
    the.append(1, ana, 'CoachingTermsChanged', { scope: ['plans'], expiresAt: null });
    the.append(2, ben, 'CoachingTermsChanged', { scope: ['history'], expiresAt: '2020-01-01T00:00:00.000000Z' });
    await tables.project();
    expect(await ofCoach(carl)).to.deep.equal([]);
    the.append(2, ben, 'CoachingTermsChanged', { scope: ['history'], expiresAt: null });
    await tables.project();
    expect(await ofCoach(carl)).to.deep.equal([2]);
    the.append(2, ben, 'CoachingEnded', { by: 'coach' });
    the.append(3, ana, 'CoachingEnded', { by: 'athlete' });
    await tables.project();
    expect(await ofCoach(carl)).to.deep.equal([]);
    expect(await ofCoach(dora)).to.deep.equal([]);
    expect(await ofAthlete({})).to.deep.equal([1, 3]);
  });
});
