import { expect } from 'chai';
import { notFound } from '../../../src/errors.ts';
import type { RecordedEvent } from '../../../src/events/event.ts';
import type { DataRead } from '../../../src/ports/data-reads.ts';
import { createAuditQueries } from '../../../src/queries/audit/audit-queries.ts';
import type { AuditPorts } from '../../../src/queries/audit/history.ts';
import { examples } from '../../golden/examples.ts';
import { eventAt, noon } from '../../support/specification.ts';
import { auditPorts, ownHistory } from './support/own-history.ts';

const [first] = examples.session;

/** The events of a session: its start, and new names. */
const eventsOf = (stream: string, count: number): readonly RecordedEvent[] =>
  Array.from({ length: count }, (_, revision) => {
    const started = first?.events[0];
    if (!started) throw new Error('There is no example of a session');
    const renamed = {
      type: 'SessionRenamed',
      data: { personal: { name: `${revision}` }, correction: false },
    } as const;
    const event = eventAt(revision === 0 ? started : renamed, revision);
    const place = { id: `event ${revision}`, stream, position: BigInt(revision + 1), recordedAt: noon };
    const metadata = { ...event.metadata, owner: ownHistory.athlete, chain: '' };
    return { ...event, ...place, metadata };
  });

/** An athlete with sessions of these lengths. `asked` are the parts of streams that were read. */
function athleteWith(lengths: readonly number[], ports: Partial<AuditPorts> = {}) {
  const asked: string[] = [];
  const streams = lengths.map(
    (_, number) => ({ position: BigInt(number + 1), kind: 'session', id: `${number}` }) as const,
  );
  const queries = createAuditQueries({
    ...auditPorts,
    store: { read: async () => [] },
    listStreams: async ({ after, limit }) => streams.filter(({ position }) => position > after).slice(0, limit),
    sealedStreams: {
      async readSealed(stream, known, until = Number.POSITIVE_INFINITY) {
        const from = (known?.revision ?? -1) + 1;
        asked.push(`${stream} ${from}`);
        const events = eventsOf(stream, lengths[Number(stream.slice('session-'.length))] ?? 0).slice(from, until + 1);
        return events.map((event) => ({ event, recorded: { sealed: true } }));
      },
    },
    ...ports,
  });
  return { asked, parts: queries.exportHistory({ ...ownHistory, requiredPosition: () => 0n }) };
}

describe('the export of the audit', () => {
  it('has every event of every stream once, as it is recorded, however long the streams are', async () => {
    const lengths = [1, 250, 251, 600, ...Array.from({ length: 120 }, () => 2)];
    const { parts } = athleteWith(lengths);
    const counts = new Map<string, number>();
    for await (const part of parts) {
      for (const { event, sentence } of part) {
        expect(event.revision).to.equal(counts.get(event.stream) ?? 0);
        expect(event.data).to.deep.equal({ sealed: true });
        if (event.revision > 1) expect(sentence).to.contain(`“${event.revision - 1}” → “${event.revision}”`);
        counts.set(event.stream, event.revision + 1);
      }
    }
    expect([...counts.values()]).to.deep.equal(lengths);
  });

  it('reads no further than 16 streams ahead of what is taken, and one part of a long stream', async () => {
    const { parts, asked } = athleteWith([1_000, ...Array.from({ length: 50 }, () => 1)]);
    await parts.next();
    expect(asked).to.have.length(17);
    await parts.next();
    expect(asked.slice(17)).to.deep.equal(['session-0 250']);
  });

  it('ends with a refusal when the right ends between two pages', async () => {
    let pages = 0;
    const listStreams: AuditPorts['listStreams'] = async ({ after, limit }) => {
      pages += 1;
      if (pages > 1) throw notFound('coaching');
      return Array.from({ length: limit }, (_, at) => ({ position: after + BigInt(at + 1), kind: 'session', id: '0' }));
    };
    const { parts } = athleteWith([1], { listStreams });
    let events = 0;
    const taken = async () => {
      for await (const part of parts) events += part.length;
    };
    const refused = await taken().catch((error: unknown) => error);
    expect(refused).to.include({ code: 'coaching-not-found' });
    expect(events).to.equal(500);
  });

  it('is in the access log before its first event, and until its last', async () => {
    const reads: DataRead[] = [];
    const record = async (some: readonly DataRead[]) => void reads.push(...some);
    const { parts } = athleteWith([1, 1], { dataReads: { record } });
    await parts.next();
    expect(reads).to.deep.equal([{ ...ownHistory, operation: 'exportAuditHistory', about: null, at: noon }]);
    for await (const _ of parts);
    expect(reads.slice(1).map(({ goesOn }) => goesOn)).to.deep.equal([true]);
  });
});
