import { present } from '../../documents/presence.ts';
import type { SessionDocument } from '../../documents/session.ts';
import { invalid } from '../../errors.ts';
import type { Instant, TimeZone } from '../../events/ids.ts';
import type { SessionEvent } from '../../events/session.ts';
import { checkName, checkNotes } from '../checks.ts';
import type { DecisionContext } from '../decider.ts';
import { checkRoomForTexts } from './room.ts';
import { checkEnd, checkPast } from './rules.ts';
import { isCorrection, type Session } from './state.ts';

/**
 * Edits a training session; absent members stay as they are. `endedAt` can only move an existing end: a session gets
 * its end by being completed or aborted.
 */
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

type Edited = Pick<SessionDocument, 'name' | 'notes' | 'startedAt' | 'endedAt' | 'timezone'>;

export function editSession({ data }: EditSession, session: Session, { at }: DecisionContext): SessionEvent[] {
  const { document } = present(session.presence, 'session');
  const after = { ...document, ...data };
  checkTimes(document, data, at);
  checkRoomForTexts(document, after, document);
  return editsOf(document, after);
}

/** The events that give a session the name, notes and times of `after`. Names and notes are checked, times are not. */
export function editsOf(document: SessionDocument, after: Edited): SessionEvent[] {
  const correction = isCorrection(document);
  const events: SessionEvent[] = [];
  if (after.name !== document.name) {
    checkName('name', after.name);
    events.push({ type: 'SessionRenamed', data: { personal: { name: after.name }, correction } });
  }
  if (after.notes !== document.notes) {
    checkNotes('notes', after.notes);
    events.push({ type: 'SessionNoted', data: { personal: { notes: after.notes }, correction } });
  }
  const { startedAt, endedAt, timezone } = after;
  if (startedAt !== document.startedAt || endedAt !== document.endedAt || timezone !== document.timezone) {
    events.push({ type: 'SessionTimesCorrected', data: { startedAt, endedAt, timezone, correction } });
  }
  return events;
}

function checkTimes(document: SessionDocument, data: EditSession['data'], now: Instant): void {
  const { startedAt = document.startedAt, endedAt = document.endedAt } = data;
  if (document.endedAt === null && endedAt !== null) throw invalid('endedAt', 'This session has not ended yet.');
  checkPast('startedAt', startedAt, now);
  checkPast('endedAt', endedAt, now);
  if (endedAt !== null) checkEnd(startedAt, endedAt, data.endedAt === undefined ? 'startedAt' : 'endedAt');
}
