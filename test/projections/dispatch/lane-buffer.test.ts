import { expect } from 'chai';
import fc from 'fast-check';
import type { Owner } from '../../../src/events/ids.ts';
import type { SealedEvent } from '../../../src/ports/log.ts';
import type { LogRange } from '../../../src/projections/core/job.ts';
import { createLaneBuffer, type Reading } from '../../../src/projections/dispatch/lane-buffer.ts';
import { memoryLog } from '../support/memory-log.ts';

const limits = { batch: 4, waiting: 6, inFlight: 2 };

/** Reads a log of two lanes, of which the buffer is told those of the first. */
function reader() {
  const log = memoryLog();
  const state: { reading: Reading } = { reading: { position: 0n, bookmark: null } };
  const isOurs = ({ metadata }: SealedEvent) => metadata.owner === ('ours' as Owner);
  return {
    log,
    isOurs,
    get reading() {
      return state.reading;
    },
    read(ours: boolean): SealedEvent | null {
      const [event] = log.append({ type: 'SetLogged', data: {}, stream: 'session-1', owner: ours ? 'ours' : 'theirs' });
      if (!event) return null;
      const bookmark = { after: state.reading.position, position: event.position, id: event.id };
      state.reading = { position: event.position, bookmark };
      return ours ? event : null;
    },
  };
}

describe('a lane in the memory of the dispatcher', () => {
  it('lets a single event go at once, and gathers while enough is under way', () => {
    const log = reader();
    const buffer = createLaneBuffer(0n, limits);
    const push = () => {
      const event = log.read(true);
      if (event && log.reading.bookmark) buffer.push(event, log.reading.bookmark);
    };
    push();
    expect(buffer.take(log.reading, 'all')?.events).to.have.length(1);
    push();
    expect(buffer.take(log.reading, 'all')?.events).to.have.length(1);
    push();
    push();
    expect(buffer.take(log.reading, 'all')).to.equal(null);
    buffer.arrived(log.log.all()[0]?.position ?? 0n);
    expect(buffer.take(log.reading, 'all')?.events).to.have.length(2);
  });

  it('lets go of a backlog in whole batches, and of what an overflow has cut off from the next one', () => {
    const log = reader();
    const buffer = createLaneBuffer(0n, limits);
    const push = (count: number) => {
      for (let each = 0; each < count; each += 1) {
        const event = log.read(true);
        if (event && log.reading.bookmark) buffer.push(event, log.reading.bookmark);
      }
    };
    const whole = () => buffer.take(log.reading, 'full batches')?.events.length;
    push(3);
    expect(whole()).to.equal(undefined);
    expect(buffer.isHeldUp('full batches')).to.equal(false);
    push(1);
    expect(whole()).to.equal(4);
    push(4);
    expect(whole()).to.equal(4);
    push(6);
    expect(whole()).to.equal(undefined);
    expect([buffer.isHeldUp('full batches'), buffer.isFull()]).to.deep.equal([true, true]);
    buffer.overflow();
    push(5);
    buffer.arrived(log.log.all()[7]?.position ?? 0n);
    expect([whole(), whole(), whole()]).to.deep.equal([4, 2, undefined]);
    expect(buffer.waiting()).to.equal(0);
  });

  it('never claims a stretch without all of its events, whatever happens', () => {
    const step = fc.constantFrom(
      'ours',
      'theirs',
      'take',
      'take whole',
      'bare',
      'arrived',
      'forget',
      'overflow' as const,
    );
    const property = fc.property(fc.array(step, { maxLength: 80 }), fc.nat(5), (steps, begun) => {
      const log = reader();
      for (let each = 0; each < begun; each += 1) log.read(true);
      // A lane may start ahead of where the reading starts.
      const start = log.log.all()[begun - 2]?.position ?? 0n;
      const buffer = createLaneBuffer(start, limits);
      const stretches: LogRange[] = [];
      const early = log.log.all().map((event, at) => [event, log.log.all()[at - 1]?.position ?? 0n] as const);
      for (const [event, after] of early) buffer.push(event, { after, position: event.position, id: event.id });

      for (const each of steps) {
        if (each === 'ours' || each === 'theirs') {
          const event = log.read(each === 'ours');
          if (event && log.reading.bookmark) buffer.push(event, log.reading.bookmark);
        } else if (each === 'take' || each === 'take whole') {
          const taken = buffer.take(log.reading, each === 'take' ? 'all' : 'full batches');
          if (taken) stretches.push(taken);
        } else if (each === 'bare') stretches.push(buffer.emptyRange(log.reading));
        else if (each === 'arrived') buffer.arrived(buffer.sentTo());
        else if (each === 'forget') buffer.forget(log.reading);
        else buffer.overflow();
      }

      let end = start;
      for (const { from, to, bookmark, events } of stretches) {
        const due = log.log.all().filter((event) => log.isOurs(event) && event.position > from && event.position <= to);
        expect(events).to.deep.equal(due);
        expect(from >= end && to >= from).to.equal(true);
        end = to;
        if (to > start) {
          const newest = log.log.all().findLast(({ position }) => position <= to);
          expect(bookmark?.position).to.equal(newest?.position);
          expect(bookmark?.id).to.equal(newest?.id);
        }
      }
    });
    fc.assert(property, { numRuns: 500 });
  });
});
