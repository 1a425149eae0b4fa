import type { Queries } from '../all.ts';
import { type AuditQueries, createAuditQueries } from './audit-queries.ts';
import type { AuditedKind } from './audited-kinds.ts';
import type { AuditPorts, AuditReader } from './history.ts';

/** The queries of read models that the audit needs. */
type PlaceQueries = Pick<Queries, 'listPlaces' | 'listRecordings' | 'listStreams'>;

export type VisitorPorts = Omit<AuditPorts, 'readableKinds' | 'getRight' | keyof PlaceQueries>;

/** How someone else reads the audit of an athlete. Each function and each query checks the right. */
type Access = Readonly<{
  readableKinds: (needed?: AuditedKind) => Promise<readonly AuditedKind[]>;
  getRight: () => Promise<Readonly<{ expiresAt: string | null }>>;
  queriesFor: (question: Readonly<{ kinds: readonly AuditedKind[] }>) => PlaceQueries;
}>;

/** Makes the audit queries of a reader. The reader and the athlete in a question are replaced. */
export function createAuditFor(ports: VisitorPorts, access: Access, as: AuditReader): AuditQueries {
  const { readableKinds, getRight, queriesFor } = access;
  const audit = createAuditQueries({
    ...ports,
    getRight,
    readableKinds: (_reader, _athlete, needed) => readableKinds(needed),
    listRecordings: (question) => queriesFor({ kinds: ['session'] }).listRecordings(question),
    listPlaces: (question) => queriesFor(question).listPlaces(question),
    listStreams: (question) => queriesFor(question).listStreams(question),
  });
  const asked = Object.entries(audit).map(([name, query]) => [
    name,
    (question: object) => query({ ...question, ...as } as never),
  ]);
  return Object.fromEntries(asked) as AuditQueries;
}
