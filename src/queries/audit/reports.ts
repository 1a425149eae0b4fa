import type { SessionDocument } from '../../documents/session.ts';
import { notFound } from '../../errors.ts';
import type { AuditPorts, AuditReader } from './history.ts';
import { type HistoryPage, type ListHistory, listTold } from './list-history.ts';
import type { ListRecordings, RecordingPage } from './list-recordings.ts';
import type { HistoryEvent } from './tell-places.ts';

export type ListCorrections = Omit<ListHistory, 'kinds'>;

/** A correction, the session that it has changed, and how many seconds after the end of that session it was recorded. */
export type Correction = HistoryEvent &
  Readonly<{
    session: Pick<SessionDocument, 'name' | 'startedAt' | 'endedAt'> | null;
    secondsAfterEnd: number | null;
  }>;

/** What was changed in sessions after they had ended. */
export async function listCorrections(ports: AuditPorts, question: ListCorrections): Promise<HistoryPage<Correction>> {
  await requireSessions(ports, question);
  const filters = { ...question.filters, isCorrection: true };
  return listTold(ports, { ...question, kinds: ['session'], filters }, 'listCorrections', ({ recordedAt }, before) => {
    const session = before as SessionDocument | null;
    const endedAt = session?.endedAt ?? null;
    return {
      session: session && { name: session.name, startedAt: session.startedAt, endedAt },
      secondsAfterEnd: endedAt === null ? null : (Date.parse(recordedAt) - Date.parse(endedAt)) / 1_000,
    };
  });
}

async function requireSessions({ readableKinds }: AuditPorts, { reader, athlete }: AuditReader): Promise<void> {
  if (!(await readableKinds(reader, athlete, 'session')).includes('session')) throw notFound('history');
}

export type AskedRecordings = AuditReader & ListRecordings;

/** How late and how fast the sets of sessions were recorded. */
export async function listAuditRecordings(
  ports: AuditPorts,
  { reader, ...question }: AskedRecordings,
): Promise<RecordingPage> {
  const { athlete } = question;
  await requireSessions(ports, { reader, athlete });
  const page = await ports.listRecordings(question);
  await ports.dataReads.record([{ athlete, reader, operation: 'listRecordings', about: null, at: ports.clock() }]);
  return page;
}
