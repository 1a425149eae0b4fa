import type { NewEvent } from './memory-log.ts';
import { ownerId, sessionId } from './training.ts';

export const streamOf = (session: number): string => `session-${sessionId(session)}`;

/** The events of a session: its start, then `notes` changes of its notes. */
export const sessionEvents = (session: number, notes = 0, owner = ownerId(session)): NewEvent[] => [
  {
    type: 'SessionStarted',
    data: {
      sessionId: sessionId(session),
      userId: owner,
      startedAt: '2026-01-10T12:00:00.000000Z',
      timezone: 'UTC',
      importId: null,
      ...{ live: false, plan: null, planDay: null, unit: null },
      personal: { name: `Session ${session}`, notes: null, plan: null, unit: null },
    },
    stream: streamOf(session),
    owner,
  },
  ...Array.from({ length: notes }, (_, at) => noteEvent(session, `note ${at}`, owner)),
];

export const noteEvent = (session: number, notes: string, owner = ownerId(session)): NewEvent => ({
  type: 'SessionNoted',
  data: { personal: { notes }, correction: false },
  stream: streamOf(session),
  owner,
});
