import { type ExportHistory, exportHistory } from './export-history.ts';
import { type GetDifference, getDifference } from './get-difference.ts';
import { type GetPastState, getPastState } from './get-state.ts';
import type { AuditPorts, AuditReader } from './history.ts';
import { type ListAuditEvents, listAuditEvents } from './list-events.ts';
import { type ListHistory, listHistory } from './list-history.ts';
import { type AskedRecordings, type ListCorrections, listAuditRecordings, listCorrections } from './reports.ts';

/** All queries of the audit, which read the log instead of read models. */
export const createAuditQueries = (ports: AuditPorts) => ({
  listEvents: (question: ListAuditEvents) => listAuditEvents(ports, question),
  getDifference: (question: GetDifference) => getDifference(ports, question),
  getState: (question: GetPastState) => getPastState(ports, question),
  listHistory: (question: ListHistory) => listHistory(ports, question, 'listAuditHistory'),
  /** A page of the history for a live feed, which the access log distinguishes. */
  followHistory: (question: ListHistory) => listHistory(ports, question, 'followAuditHistory'),
  exportHistory: (question: ExportHistory) => exportHistory(ports, question, 'exportAuditHistory'),
  listCorrections: (question: ListCorrections) => listCorrections(ports, question),
  listRecordings: (question: AskedRecordings) => listAuditRecordings(ports, question),
  getRight: (asked: AuditReader) => ports.getRight(asked),
});

export type AuditQueries = ReturnType<typeof createAuditQueries>;
