import { type GetDifference, getDifference } from './get-difference.ts';
import { type GetPastState, getPastState } from './get-state.ts';
import type { AuditPorts } from './history.ts';
import { type ListAuditEvents, listAuditEvents } from './list-events.ts';
import { type ListHistory, listHistory } from './list-history.ts';

/** All queries of the audit, which read the log instead of read models. */
export const createAuditQueries = (ports: AuditPorts) => ({
  listEvents: (question: ListAuditEvents) => listAuditEvents(ports, question),
  getDifference: (question: GetDifference) => getDifference(ports, question),
  getState: (question: GetPastState) => getPastState(ports, question),
  listHistory: (question: ListHistory) => listHistory(ports, question, 'listAuditHistory'),
});

export type AuditQueries = ReturnType<typeof createAuditQueries>;
