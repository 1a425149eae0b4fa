import { expect } from 'chai';
import { DomainError } from '../../../src/errors.ts';
import type { RecordedEvent } from '../../../src/events/event.ts';
import type { Instant, SessionId } from '../../../src/events/ids.ts';
import type { SessionEvent } from '../../../src/events/session.ts';
import type { DataRead } from '../../../src/ports/data-reads.ts';
import { createAuditQueries } from '../../../src/queries/audit/audit-queries.ts';
import { examples } from '../../golden/examples.ts';
import { eventAt, noon } from '../../support/specification.ts';
import { auditPorts, ownHistory } from './support/own-history.ts';

const [first] = examples.session;
const renamed = (name: string): SessionEvent => ({
  type: 'SessionRenamed',
  data: { personal: { name }, correction: false },
});
const instants = (seconds: number) => `2026-01-10T12:00:${String(seconds).padStart(2, '0')}.000000Z` as Instant;

/** The queries on a history whose events were recorded in these seconds, and how many events were read at once. */
function historyOf(seconds: readonly number[], ports = auditPorts) {
  const started = first?.events[0];
  if (!started) throw new Error('There is no example of a session');
  const log = seconds.map((second, revision): RecordedEvent => {
    const event = eventAt(revision === 0 ? started : renamed(`name ${revision}`), revision);
    const place = { id: `event ${revision}`, stream: 'session-1', position: BigInt(revision + 1) };
    return { ...event, ...place, recordedAt: instants(second), metadata: { ...event.metadata, chain: '' } };
  });
  const counts: number[] = [];
  const queries = createAuditQueries({
    ...ports,
    store: {
      async read(_stream, known, until = Number.POSITIVE_INFINITY) {
        const events = log.slice((known?.revision ?? -1) + 1, until + 1);
        counts.push(events.length);
        return events;
      },
    },
  });
  const asked = { ...ownHistory, kind: 'session', id: '1' as SessionId } as const;
  return { queries, asked, counts };
}

describe('the state at a time', () => {
  it('ends before the first event that was recorded later, also when the clock of the log went back after it', async () => {
    const { queries, asked } = historyOf([1, 2, 9, 3]);
    const state = await queries.getState({ ...asked, asOf: { at: instants(5) } });
    expect(state).to.deep.include({ revision: 1, recordedAt: instants(2) });
    expect(state?.document).to.include({ name: 'name 1' });
  });

  it('reads a long history in parts, and no further than needed', async () => {
    const { queries, asked, counts } = historyOf(Array.from({ length: 1_000 }, () => 1));
    const state = await queries.getState({ ...asked, asOf: { revision: 300 } });
    expect(state?.document).to.include({ name: 'name 300', revision: 300 });
    expect(counts).to.deep.equal([250, 250]);
    expect(await queries.getState({ ...asked, asOf: {} })).to.include({ revision: 999 });
  });

  it('refuses to read more than 20,000 events', async () => {
    const { queries, asked } = historyOf(Array.from({ length: 20_001 }, () => 1));
    expect(await queries.getState({ ...asked, asOf: { revision: 19_999 } })).to.include({ revision: 19_999 });
    const refused = await queries.getState({ ...asked, asOf: {} }).catch((error: unknown) => error);
    expect(refused).to.include({ code: 'validation' });
  });

  it('is answered only after the read is recorded in the access log of the athlete', async () => {
    const recorded: DataRead[] = [];
    const record = async (reads: readonly DataRead[]) => void recorded.push(...reads);
    const kept = historyOf([1], { ...auditPorts, dataReads: { record } });
    await kept.queries.getState({ ...kept.asked, asOf: {} });
    expect(recorded).to.deep.equal([
      { ...ownHistory, operation: 'getAuditState', about: { kind: 'session', id: '1' }, at: noon },
    ]);
    const lost = async () => {
      throw new DomainError('unavailable', 'The access log is away.');
    };
    const { queries, asked } = historyOf([1], { ...auditPorts, dataReads: { record: lost } });
    const refused = await queries.getState({ ...asked, asOf: {} }).catch((error: unknown) => error);
    expect(refused).to.include({ code: 'unavailable' });
  });
});
