import { notFound } from '../../errors.ts';
import type { DataReader } from '../../ports/data-reads.ts';
import type { Queries } from '../all.ts';
import type { CoachQueries } from '../coaching/coach-queries.ts';
import type { CoachRight } from '../coaching/coach-reader.ts';
import type { AuditQueries } from './audit-queries.ts';
import { type AuditedKind, kindsIn, partsFor } from './audited-kinds.ts';
import { createAuditFor, type VisitorPorts } from './visitor-audit.ts';

export type CoachAuditPorts = VisitorPorts &
  Readonly<{ queries: Pick<Queries, 'getCoachRight'>; coachQueries: CoachQueries }>;

/** Makes the queries with which a coach reads the audit of an athlete. The reader and the athlete in a question are replaced. */
export type CoachAudit = (right: Omit<CoachRight, 'parts'>, reader: DataReader) => AuditQueries;

/**
 * A coach may read the audit of the kinds that the scope has. The right is read before the log is; a page of the history
 * is found by a statement that has the right too.
 */
export const createCoachAudit =
  ({ queries, coachQueries, ...ports }: CoachAuditPorts): CoachAudit =>
  (right, reader) => {
    const ofKinds = ({ kinds }: Readonly<{ kinds: readonly AuditedKind[] }>) =>
      coachQueries({ ...right, parts: partsFor(kinds) });
    const access = {
      async readableKinds(needed?: AuditedKind) {
        const found = await queries.getCoachRight(right);
        const kinds = kindsIn(found?.scope ?? []);
        if (kinds.length === 0 || (needed && !kinds.includes(needed))) throw notFound('coaching');
        return kinds;
      },
      async getRight() {
        const found = await queries.getCoachRight(right);
        if (!found) throw notFound('coaching');
        return found;
      },
      queriesFor: ofKinds,
    };
    return createAuditFor(ports, access, { reader, athlete: right.athlete });
  };
