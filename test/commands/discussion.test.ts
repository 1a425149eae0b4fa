import { expect } from 'chai';
import { discussion } from '../../src/commands/discussion/decider.ts';
import { present, replay } from '../../src/documents/presence.ts';
import { type CoachingSide, maxComments } from '../../src/events/coaching-values.ts';
import type { DiscussionEvent } from '../../src/events/discussion.ts';
import type { AccountId, CommentId, DiscussionId, EntryId, SessionId, SetId } from '../../src/events/ids.ts';
import { athlete, specificationOf, stranger, streamOfEvents } from '../support/specification.ts';

const id = (number: number) => `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const discussionId = id(1) as DiscussionId;
const sessionId = id(2) as SessionId;
const coach = id(3) as AccountId;
const otherCoach = id(4) as AccountId;
const [first, second] = [id(11), id(12)] as [CommentId, CommentId];
const place = { entryId: id(21) as EntryId, setId: id(22) as SetId };
const given = specificationOf(discussion);

const asAthlete = { coach: null };
const asCoach = { coach };
const content = { ...{ discussionId, sessionId, coachId: coach, commentId: first, text: 'Deep enough?' }, ...place };
const add = (sender: typeof asAthlete | typeof asCoach = asAthlete, change: Partial<typeof content> = {}) =>
  ({ type: 'AddComment', sender, data: { ...content, ...change } }) as const;
const edit = (sender: typeof asAthlete | typeof asCoach, text: string, commentId = first) =>
  ({ type: 'EditComment', sender, data: { commentId, text } }) as const;
const remove = (sender: typeof asAthlete | typeof asCoach, commentId = first) =>
  ({ type: 'RemoveComment', sender, data: { commentId } }) as const;
const read = (sender: typeof asAthlete | typeof asCoach, upTo: number | null = null) =>
  ({ type: 'MarkCommentsRead', sender, data: { upTo } }) as const;

const started: DiscussionEvent = {
  type: 'DiscussionStarted',
  data: { discussionId, sessionId, athleteId: athlete, coachId: coach },
};
const added = (by: CoachingSide = 'athlete', commentId = first, text = 'Deep enough?'): DiscussionEvent => ({
  type: 'CommentAdded',
  data: { commentId, by, ...place, personal: { text } },
});
const edited = (text: string): DiscussionEvent => ({
  type: 'CommentEdited',
  data: { commentId: first, personal: { text } },
});
const removed: DiscussionEvent = { type: 'CommentRemoved', data: { commentId: first } };
const readBy = (by: CoachingSide, upTo: number): DiscussionEvent => ({ type: 'CommentsRead', data: { by, upTo } });
const unreadAfter = (...events: readonly DiscussionEvent[]) =>
  present(replay(discussion, streamOfEvents(events)).presence, 'discussion').document.unread;

describe('adding a comment', () => {
  it('starts the discussion of the athlete and the coach with the first comment, of either side', () => {
    given().when(add()).thenYields(started, added());
    given().when(add(asCoach)).thenYields(started, added('coach'));
  });
  it('continues the discussion with a further comment', () =>
    given(started, added())
      .when(add(asCoach, { commentId: second }))
      .thenYields(added('coach', second)));
  it('records nothing when the same comment is repeated, also after its removal', () => {
    given(started, added()).when(add()).thenYields();
    given(started, added(), removed).when(add()).thenYields();
  });
  it('rejects a used id with another text, or of the other side', () => {
    given(started, added())
      .when(add(asAthlete, { text: 'Else' }))
      .thenRefused('id-taken');
    given(started, added()).when(add(asCoach)).thenRefused('id-taken');
  });
  it('rejects a blank text, a text that is too long, and a set without its exercise', () => {
    given()
      .when(add(asAthlete, { text: ' ' }))
      .thenRefused('validation');
    given()
      .when(add(asAthlete, { text: 'x'.repeat(4_001) }))
      .thenRefused('validation');
    given()
      .when(add(asAthlete, { entryId: null as never }))
      .thenRefused('validation');
  });
  it('rejects more comments than a discussion gets, also when others were removed', () => {
    const many = Array.from({ length: maxComments }, (_, index) => added('coach', id(1_000 + index) as CommentId));
    given(started, ...many)
      .when(add())
      .thenRefused('validation');
    given(started, ...many.slice(1))
      .when(add())
      .thenYields(added());
  });
  it('is refused to another coach and to another account, as for a discussion that does not exist', () => {
    given(started, added())
      .when(add({ coach: otherCoach }, { commentId: second }))
      .thenRefused('discussion-not-found');
    given(started, added())
      .when(add(asAthlete, { commentId: second }), { by: stranger })
      .thenRefused('discussion-not-found');
  });
});

describe('changing and removing a comment', () => {
  it('is for the side that has written it', () => {
    given(started, added()).when(edit(asAthlete, 'Low enough?')).thenYields(edited('Low enough?'));
    given(started, added('coach')).when(remove(asCoach)).thenYields(removed);
  });
  it('is refused to the other side, which may read it', () => {
    given(started, added()).when(edit(asCoach, 'Yes')).thenRefused('access-too-low');
    given(started, added('coach')).when(remove(asAthlete)).thenRefused('access-too-low');
  });
  it('is refused to another coach, who may not know of it', () => {
    given(started, added('coach'))
      .when(edit({ coach: otherCoach }, 'No'))
      .thenRefused('discussion-not-found');
    given(started, added('coach'))
      .when(remove({ coach: otherCoach }))
      .thenRefused('discussion-not-found');
  });
  it('records nothing when the text stays the same, and rejects a blank one', () => {
    given(started, added()).when(edit(asAthlete, 'Deep enough?')).thenYields();
    given(started, added()).when(edit(asAthlete, ' ')).thenRefused('validation');
  });
  it('is refused for a comment that does not exist or was removed', () => {
    given(started, added()).when(remove(asAthlete, second)).thenRefused('comment-not-found');
    given(started, added(), removed).when(edit(asAthlete, 'x')).thenRefused('comment-not-found');
    given().when(remove(asAthlete)).thenRefused('discussion-not-found');
  });
});

describe('marking comments as read', () => {
  it('records the revision up to which a side has read, by default the last one', () => {
    given(started, added()).when(read(asCoach)).thenYields(readBy('coach', 1));
    given(started, added(), added('athlete', second)).when(read(asCoach, 1)).thenYields(readBy('coach', 1));
  });
  it('records nothing when the side has nothing unread up to there', () => {
    given(started, added()).when(read(asAthlete)).thenYields();
    given(started, added(), readBy('coach', 1)).when(read(asCoach)).thenYields();
    given(started, added(), readBy('coach', 1), added('athlete', second)).when(read(asCoach, 2)).thenYields();
  });
  it('is refused for a revision that does not exist, and to others', () => {
    given(started, added()).when(read(asCoach, 2)).thenRefused('validation');
    given(started, added())
      .when(read({ coach: otherCoach }))
      .thenRefused('discussion-not-found');
  });
  it('counts for each side the comments of the other side after its mark, without removed ones', () => {
    expect(unreadAfter(started, added(), added('coach', second))).to.deep.equal({ athlete: 1, coach: 1 });
    expect(unreadAfter(started, added(), readBy('coach', 1))).to.deep.equal({ athlete: 0, coach: 0 });
    expect(unreadAfter(started, added(), readBy('coach', 1), added('athlete', second)).coach).to.equal(1);
    expect(unreadAfter(started, added(), removed).coach).to.equal(0);
  });
});
