import { present } from '../../documents/presence.ts';
import type { SessionDocument } from '../../documents/session.ts';
import { invalid } from '../../errors.ts';
import type { Instant, TimeZone } from '../../events/ids.ts';
import type { SessionEvent } from '../../events/session.ts';
import type { SessionStatus } from '../../events/values.ts';
import type { DecisionContext } from '../decider.ts';
import { checkedEntries } from './content/check-content.ts';
import type { WholeEntry } from './content/content.ts';
import { checkAppendSize, checkRoomForContent } from './content/content-size.ts';
import { differenceOf } from './content/difference.ts';
import { editsOf } from './edit-session.ts';
import { checkEnd, checkPast } from './rules.ts';
import { isCorrection, type Session } from './state.ts';

/**
 * Changes a training session to what the data says, by the events of the difference only. Entries and sets that the data
 * lacks are removed. If `status` is null, it follows from the end.
 */
export type ReplaceSession = Readonly<{
  type: 'ReplaceSession';
  data: Readonly<{
    name: string | null;
    notes: string | null;
    startedAt: Instant;
    endedAt: Instant | null;
    timezone: TimeZone;
    status: SessionStatus | null;
    entries: readonly WholeEntry[];
  }>;
}>;

export function replaceSession({ data }: ReplaceSession, session: Session, { at }: DecisionContext): SessionEvent[] {
  const { document } = present(session.presence, 'session');
  const { startedAt, endedAt } = data;
  const correction = isCorrection(document);
  const status = statusAfter(document, data);
  checkPast('startedAt', startedAt, at);
  checkPast('endedAt', endedAt, at);
  if (endedAt !== null) checkEnd(startedAt, endedAt);
  const before = { entries: document.exercises, created: session.created, at };
  const exercises = checkedEntries(data.entries, before);
  checkRoomForContent({ ...data, exercises }, document);
  const events = [
    // A session in progress gets its end by the last event, because all events after that one would be corrections.
    ...editsOf(document, { ...data, endedAt: correction ? endedAt : null }),
    ...differenceOf(document.exercises, exercises, correction),
    ...(status === document.status || endedAt === null ? [] : [endOf(status, endedAt)]),
  ];
  checkAppendSize(events);
  return events;
}

export const endOf = (status: SessionStatus, endedAt: Instant): SessionEvent => ({
  type: status === 'aborted' ? 'SessionAborted' : 'SessionCompleted',
  data: { endedAt },
});

/** The status that a session has afterwards. A session that has ended keeps its status, and thus an end. */
function statusAfter({ status: before }: SessionDocument, { status, endedAt }: ReplaceSession['data']): SessionStatus {
  if (before !== 'in_progress') {
    if (endedAt === null) throw invalid('endedAt', 'A training session that has ended keeps an end.');
    if (status !== null && status !== before) throw invalid('status', `This training session remains ${before}.`);
    return before;
  }
  if (endedAt === null) {
    if (status !== null && status !== before) throw invalid('endedAt', `Required with the status ${status}.`);
    return before;
  }
  if (status === before) throw invalid('status', 'A training session with an end is completed or aborted.');
  return status ?? 'completed';
}
