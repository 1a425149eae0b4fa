import type { DiscussionPresence } from '../../documents/discussion.ts';
import { assertNever } from '../../errors.ts';
import type { DiscussionEvent } from '../../events/discussion.ts';
import type { Decider, DecisionContext } from '../decider.ts';
import { type AddComment, addComment } from './add-comment.ts';
import { type EditComment, editComment } from './edit-comment.ts';
import { type MarkCommentsRead, markRead } from './mark-read.ts';
import { type RemoveComment, removeComment } from './remove-comment.ts';
import { admitSide, type Discussion, evolve, initial } from './state.ts';

export type DiscussionCommand = AddComment | EditComment | RemoveComment | MarkCommentsRead;

/** The decider of a discussion: the comments of an athlete and a coach on a training session. */
export const discussion: Decider<Discussion, DiscussionCommand, DiscussionEvent, DiscussionPresence> = {
  category: 'discussion',
  initial,
  evolve,
  admit(command, state, { by }) {
    if (command.type === 'AddComment' && state.presence.kind === 'absent') return;
    admitSide(state, command.sender, by);
  },
  decide,
  presence: ({ presence }) => presence,
  occurredAt: () => null,
  claims: () => [],
  quota: { kind: 'discussions', counts: ({ presence }) => presence.kind === 'present' },
};

function decide(command: DiscussionCommand, state: Discussion, context: DecisionContext): readonly DiscussionEvent[] {
  switch (command.type) {
    case 'AddComment':
      return addComment(command, state, context);
    case 'EditComment':
      return editComment(command, state);
    case 'RemoveComment':
      return removeComment(command, state);
    case 'MarkCommentsRead':
      return markRead(command, state);
    default:
      return assertNever(command);
  }
}
