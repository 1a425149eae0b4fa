import { z } from 'zod';
import { coachingSides } from '../../events/coaching-values.ts';
import { count, id, instant, pageOf, revision } from '../responses/fields.ts';
import { commentMeanings } from './comment-meanings.ts';

const comment = z
  .strictObject({
    id,
    by: z.enum(coachingSides).describe(commentMeanings.by),
    entryId: id.nullable().describe(commentMeanings.entryId),
    setId: id.nullable().describe(commentMeanings.setId),
    text: z.string().describe(commentMeanings.text),
    addedIn: count.describe(commentMeanings.addedIn),
    createdAt: instant,
    editedAt: instant.nullable().describe(commentMeanings.editedAt),
  })
  .meta({ id: 'Comment', description: 'A comment on a training session, on one of its exercises or on a set.' });

const bySide = z.strictObject({ athlete: count, coach: count });
const head = {
  id,
  sessionId: id,
  athleteId: id,
  coachId: id.describe(commentMeanings.coachId),
  readUpTo: bySide.describe(commentMeanings.readUpTo),
  unread: bySide.describe(commentMeanings.unread),
  revision,
  createdAt: instant,
  updatedAt: instant.describe(commentMeanings.updatedAt),
};

/** The response body of every command on comments. */
export const discussion = z
  .strictObject({ ...head, comments: z.array(comment).describe(commentMeanings.comments) })
  .meta({ id: 'Discussion', description: 'The comments of an athlete and one coach on a training session.' });

const item = z
  .strictObject({ ...head, commentCount: count, lastComment: comment.nullable() })
  .meta({ id: 'DiscussionItem', description: 'A discussion without its comments but the last one.' });

export const discussionPage = pageOf(item).meta({ id: 'DiscussionPage', description: 'A page of discussions.' });
