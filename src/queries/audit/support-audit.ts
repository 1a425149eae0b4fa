import { notFound } from '../../errors.ts';
import type { DataReader } from '../../ports/data-reads.ts';
import type { Queries } from '../all.ts';
import type { SupportQueries } from '../support/support-queries.ts';
import type { SupportRight } from '../support/support-right.ts';
import type { AuditQueries } from './audit-queries.ts';
import { auditedKinds } from './audited-kinds.ts';
import { createAuditFor, type VisitorPorts } from './visitor-audit.ts';

export type SupportAuditPorts = VisitorPorts &
  Readonly<{ queries: Pick<Queries, 'getSupportRight'>; supportQueries: SupportQueries }>;

/** Makes the queries with which a superuser reads the audit of an athlete, while a support access is open. */
export type SupportAudit = (right: SupportRight, reader: DataReader) => AuditQueries;

/** A superuser may read the audit of all kinds. The right is read before the log is, as that of a coach. */
export const createSupportAudit =
  ({ queries, supportQueries, ...ports }: SupportAuditPorts): SupportAudit =>
  (right, reader) => {
    async function getRight() {
      const found = await queries.getSupportRight(right);
      if (!found) throw notFound('support');
      return found;
    }
    const access = {
      getRight,
      readableKinds: async () => ((await getRight()) ? auditedKinds : []),
      queriesFor: () => supportQueries(right),
    };
    return createAuditFor(ports, access, { reader, athlete: right.athlete });
  };
