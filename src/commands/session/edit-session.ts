import { present } from '../../documents/presence.ts';
import { invalid } from '../../errors.ts';
import type { Instant, TimeZone } from '../../events/ids.ts';
import type { SessionEvent } from '../../events/session.ts';
import type { DecisionContext } from '../decider.ts';
import { checkEnd, checkPast, checkRoom } from './rules.ts';
import { isCorrection, type Session } from './state.ts';

/** What is absent stays as it is. An end can be moved, but only `complete` and `abort` make one. */
export type EditSession = Readonly<{
  type: 'EditSession';
  data: Readonly<{
    name?: string | null;
    notes?: string | null;
    startedAt?: Instant;
    endedAt?: Instant;
    timezone?: TimeZone;
  }>;
}>;

export function editSession({ data }: EditSession, session: Session, { at }: DecisionContext): SessionEvent[] {
  const { document } = present(session.presence, 'session');
  const correction = isCorrection(document);
  const { name = document.name, notes = document.notes, timezone = document.timezone } = data;
  const { startedAt = document.startedAt, endedAt = document.endedAt } = data;

  if (document.endedAt === null && endedAt !== null) throw invalid('endedAt', 'This session has not ended yet.');
  checkPast('startedAt', startedAt, at);
  checkPast('endedAt', endedAt, at);
  if (endedAt !== null) checkEnd(startedAt, endedAt, data.endedAt === undefined ? 'startedAt' : 'endedAt');
  checkRoom(document, { name, notes }, document);

  const events: SessionEvent[] = [];
  if (name !== document.name) events.push({ type: 'SessionRenamed', data: { personal: { name }, correction } });
  if (notes !== document.notes) events.push({ type: 'SessionNoted', data: { personal: { notes }, correction } });
  if (startedAt !== document.startedAt || endedAt !== document.endedAt || timezone !== document.timezone) {
    events.push({ type: 'SessionTimesCorrected', data: { startedAt, endedAt, timezone, correction } });
  }
  return events;
}
