import type { RecordedEvent } from '../../events/event.ts';

/**
 * An event on its way into a read model. `follows` is the revision of its stream that was taken in before it, where those between
 * were discarded; the one before its own otherwise, and -1 for a stream's first.
 */
export type DueEvent = RecordedEvent & Readonly<{ previousRevision?: number }>;

/** The revision that has to have been taken in before the event. */
export const previousRevisionOf = ({ revision, previousRevision = revision - 1 }: DueEvent): number => previousRevision;
