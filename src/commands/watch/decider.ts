import { documentOf } from '../../documents/presence.ts';
import { type WatchPresence, watchFold } from '../../documents/watch.ts';
import { assertNever, DomainError } from '../../errors.ts';
import type { WatchEvent } from '../../events/watch.ts';
import type { Decider } from '../decider.ts';
import { type MarkSignalsSeen, markSignalsSeen } from './mark-signals-seen.ts';
import { type ReviewChanges, reviewChanges } from './review-changes.ts';
import { type SetThresholds, setThresholds } from './set-thresholds.ts';
import { type WriteNotes, writeNotes } from './write-notes.ts';

export type WatchCommand = SetThresholds | MarkSignalsSeen | ReviewChanges | WriteNotes;

/** The decider of a watch: what a coach wants to be told of an athlete, and has seen. The first command creates it. */
export const watch: Decider<WatchPresence, WatchCommand, WatchEvent, WatchPresence> = {
  ...watchFold,
  category: 'watch',
  admit(_, state, { by }) {
    if ((documentOf(state)?.coachId ?? by) === by) return;
    throw new DomainError('not-permitted', 'A watch belongs to its coach.');
  },
  decide(command, state, { by }) {
    const changes = changesOf(command, state);
    if (state.kind === 'present') return changes;
    const { watchId, athleteId } = command.data;
    return [{ type: 'WatchCreated', data: { watchId, coachId: by, athleteId } }, ...changes];
  },
  presence: (state) => state,
  occurredAt: () => null,
  claims: () => [],
};

function changesOf(command: WatchCommand, state: WatchPresence): readonly WatchEvent[] {
  switch (command.type) {
    case 'SetThresholds':
      return setThresholds(command, documentOf(state));
    case 'MarkSignalsSeen':
      return markSignalsSeen(command, documentOf(state));
    case 'ReviewChanges':
      return reviewChanges(command, documentOf(state));
    case 'WriteNotes':
      return writeNotes(command, documentOf(state));
    default:
      return assertNever(command);
  }
}
