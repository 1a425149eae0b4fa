import { expect } from 'chai';
import fc from 'fast-check';
import type { Owner } from '../../../src/events/ids.ts';
import type { SealedEvent } from '../../../src/ports/log.ts';
import type { LogRange } from '../../../src/projections/core/job.ts';
import { createLaneBuffer, type LaneBuffer, type Reading } from '../../../src/projections/dispatch/lane-buffer.ts';
import { samples } from '../../support/samples.ts';
import { createMemoryLog } from '../support/memory-log.ts';

const steps = [
  ...(['ours', 'theirs', 'take', 'take full', 'empty', 'arrived', 'forget', 'overflow'] as const),
  ...(['rest', 'end of a rest'] as const),
];
const limits = { batch: 4, waiting: 6, inFlight: 2, inFlightBeforeSmall: 2 };

/** Creates a log whose events belong to two lanes, and a reader that adds the events of the first lane to a buffer. */
function createReader() {
  const log = createMemoryLog();
  let reading: Reading = { position: 0n, bookmark: null };
  return {
    log,
    isOurs: ({ metadata }: SealedEvent) => metadata.owner === ('ours' as Owner),
    reading: () => reading,
    /** Appends an event to the log and reads it. Adds the event to the buffer if it belongs to the first lane. */
    read(owner: 'ours' | 'theirs', buffer?: LaneBuffer): void {
      const [event] = log.append({ type: 'SetLogged', data: {}, stream: 'session-1', owner });
      if (!event) return;
      const bookmark = { after: reading.position, position: event.position, id: event.id };
      reading = { position: event.position, bookmark };
      if (owner === 'ours') buffer?.push(event, bookmark);
    },
  };
}

describe('the buffer of a lane', () => {
  it('sends a single event at once, and gathers events while enough jobs are in flight', () => {
    const reader = createReader();
    const buffer = createLaneBuffer(0n, limits);
    const take = () => buffer.take(reader.reading(), 'all')?.events.length ?? null;
    reader.read('ours', buffer);
    expect(take()).to.equal(1);
    reader.read('ours', buffer);
    expect(take()).to.equal(1);
    reader.read('ours', buffer);
    reader.read('ours', buffer);
    expect(take()).to.equal(null);
    buffer.arrived(reader.log.all()[0]?.position ?? 0n);
    expect(take()).to.equal(2);
  });

  it('gathers events for a small job while another job is in flight, and sends a full one', () => {
    const reader = createReader();
    const buffer = createLaneBuffer(0n, { ...limits, inFlightBeforeSmall: 1 });
    const take = () => buffer.take(reader.reading(), 'all')?.events.length ?? null;
    reader.read('ours', buffer);
    expect(take()).to.equal(1);
    for (let each = 0; each < 3; each += 1) {
      reader.read('ours', buffer);
      expect([take(), buffer.isHeldUp('all')]).to.deep.equal([null, true]);
    }
    reader.read('ours', buffer);
    expect([take(), buffer.isHeldUp('all')]).to.deep.equal([4, false]);
    reader.read('ours', buffer);
    buffer.arrived(reader.log.all()[0]?.position ?? 0n);
    expect(take()).to.equal(null);
    buffer.arrived(reader.reading().position);
    expect(take()).to.equal(1);
  });

  it('gathers events while the lane rests, and sends a full batch', () => {
    const reader = createReader();
    const buffer = createLaneBuffer(0n, limits);
    const take = () => buffer.take(reader.reading(), 'all')?.events.length ?? null;
    buffer.rest(true);
    for (let each = 0; each < 3; each += 1) reader.read('ours', buffer);
    expect([take(), buffer.isHeldUp('all')]).to.deep.equal([null, false]);
    reader.read('ours', buffer);
    expect(take()).to.equal(4);
    reader.read('ours', buffer);
    expect(take()).to.equal(null);
    buffer.rest(false);
    expect(take()).to.equal(1);
  });

  it('sends a backlog in full batches, and events before an overflow in smaller ones', () => {
    const reader = createReader();
    const buffer = createLaneBuffer(0n, limits);
    const push = (count: number) => {
      for (let each = 0; each < count; each += 1) reader.read('ours', buffer);
    };
    const takeFull = () => buffer.take(reader.reading(), 'full batches')?.events.length ?? null;
    push(3);
    expect(takeFull()).to.equal(null);
    expect(buffer.isHeldUp('full batches')).to.equal(false);
    push(1);
    expect(takeFull()).to.equal(4);
    push(4);
    expect(takeFull()).to.equal(4);
    push(6);
    expect(takeFull()).to.equal(null);
    expect([buffer.isHeldUp('full batches'), buffer.isFull()]).to.deep.equal([true, true]);
    buffer.overflow();
    push(5);
    buffer.arrived(reader.log.all()[7]?.position ?? 0n);
    expect([takeFull(), takeFull(), takeFull()]).to.deep.equal([4, 2, null]);
    expect(buffer.waiting()).to.equal(0);
  });

  it('claims only ranges whose events are complete, and ranges follow each other, whatever happens', () => {
    const property = fc.property(fc.array(fc.constantFrom(...steps), { maxLength: 80 }), fc.nat(5), (taken, begun) => {
      const reader = createReader();
      for (let each = 0; each < begun; each += 1) reader.read('ours');
      const early = reader.log.all().slice();
      // The checkpoint from which a lane starts may be later than the first events that the reader reads.
      const start = early[begun - 2]?.position ?? 0n;
      const buffer = createLaneBuffer(start, limits);
      for (const [at, { position, id }] of early.entries()) {
        const event = early[at];
        if (event) buffer.push(event, { after: early[at - 1]?.position ?? 0n, position, id });
      }
      const ranges = taken.flatMap((step) => perform(step, buffer, reader) ?? []);
      expectComplete(ranges, start, reader);
    });
    fc.assert(property, samples(300));
  });
});

function perform(
  step: (typeof steps)[number],
  buffer: LaneBuffer,
  reader: ReturnType<typeof createReader>,
): LogRange | null {
  switch (step) {
    case 'take':
      return buffer.take(reader.reading(), 'all');
    case 'take full':
      return buffer.take(reader.reading(), 'full batches');
    case 'empty':
      return buffer.emptyRange(reader.reading());
    case 'arrived':
      buffer.arrived(buffer.sentTo());
      return null;
    case 'forget':
      buffer.forget(reader.reading());
      return null;
    case 'overflow':
      buffer.overflow();
      return null;
    case 'rest':
    case 'end of a rest':
      buffer.rest(step === 'rest');
      return null;
    default:
      reader.read(step, buffer);
      return null;
  }
}

/**
 * Expects each range of positions to contain all events of its lane, with the newest event of the log up to its end as
 * bookmark.
 */
function expectComplete(
  ranges: readonly LogRange[],
  start: bigint,
  { log, isOurs }: ReturnType<typeof createReader>,
): void {
  let end = start;
  for (const { from, to, bookmark, events } of ranges) {
    const due = log.all().filter((event) => isOurs(event) && event.position > from && event.position <= to);
    expect(events).to.deep.equal(due);
    expect(from >= end && to >= from).to.equal(true);
    end = to;
    if (to <= start) continue;
    const newest = log.all().findLast(({ position }) => position <= to);
    expect(bookmark?.position).to.equal(newest?.position);
    expect(bookmark?.id).to.equal(newest?.id);
  }
}
