import { type AuditPorts, ownAudit } from '../../../../src/queries/audit/history.ts';
import { athlete, noon } from '../../../support/specification.ts';

/** The athlete of the tests as a reader of its own history. */
export const ownHistory = {
  reader: { id: athlete, capacity: 'self', via: 'http', session: null },
  athlete,
} as const;

/** The ports of the audit besides the event store, with an access log that forgets. */
export const auditPorts: Omit<AuditPorts, 'store'> = {
  ...ownAudit,
  listRecordings: async () => ({ items: [], next: null }),
  listStreams: async () => [],
  listPlaces: async () => ({ places: [], next: null, end: 0n }),
  sealedStreams: { readSealed: async () => [] },
  dataReads: { record: async () => {} },
  appGrants: { appNames: async () => new Map() },
  clock: () => noon,
};
