import { auditRoutes } from '../audit/audit.ts';
import type { Route } from '../route.ts';
import { type CoachVersion, forCoaches } from './for-coaches.ts';

const ofOne = '`history` for a session, `plans` for a plan, schedule or unit, or `body_data` for a measurement';

/** By operation id, every route with which a coach reads the audit of an athlete. The queries record the reads. */
const readable: Readonly<Record<string, Omit<CoachVersion, 'serve'>>> = {
  listAuditHistory: {
    summary: 'List the events of what you may read of an athlete, each with a sentence about what it has changed.',
    needs: '`history`, `plans` or `body_data`, each for its events,',
  },
  exportAuditHistory: {
    summary: 'Export the events of what you may read of an athlete.',
    needs: '`history`, `plans` or `body_data`, each for its events,',
  },
  followAuditHistory: {
    summary: 'Receive the events of what you may read of an athlete as server-sent events.',
    needs: '`history`, `plans` or `body_data`, each for its events,',
  },
  listCorrections: {
    summary: "List what was changed in an athlete's training sessions after they had ended.",
    needs: '`history`',
  },
  listRecordings: {
    summary: "List how late and how fast the sets of an athlete's training sessions were recorded.",
    needs: '`history`',
  },
  listAuditEvents: { summary: 'List the events of one thing of an athlete, each with a sentence.', needs: ofOne },
  getAuditState: { summary: 'Read one thing of an athlete as it was after a revision, or at a time.', needs: ofOne },
  getAuditDifference: { summary: 'Compare two revisions of one thing of an athlete.', needs: ofOne },
};

/** The routes of the audit with which others may read. */
export const readableAuditRoutes = auditRoutes.flatMap((route) => {
  const found = readable[route.operationId];
  return found ? [[route, found] as const] : [];
});
if (readableAuditRoutes.length !== Object.keys(readable).length)
  throw new Error('A route of the audit that coaches may use does not exist');

/** The routes with which a coach reads the audit of an athlete: those of the athlete, under the address of the athlete. */
export const athleteAuditRoutes: readonly Route[] = readableAuditRoutes.map(([route, found]) =>
  forCoaches(route, { ...found, serve: readAudit }),
);

function readAudit(...[deps, { right, reader }, answer]: Parameters<CoachVersion['serve']>) {
  return answer({ ...deps, audit: deps.coachAudit(right, reader) });
}
