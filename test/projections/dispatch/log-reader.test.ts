import { expect } from 'chai';
import type { Log, Looked, SealedEvent } from '../../../src/ports/log.ts';
import { LogMismatch } from '../../../src/projections/core/check-log.ts';
import type { Reading } from '../../../src/projections/dispatch/lane-buffer.ts';
import { type LogReaderOptions, readLog } from '../../../src/projections/dispatch/log-reader.ts';
import { createMemoryLog, type MemoryLog } from '../support/memory-log.ts';
import { silentLogger } from '../support/tables.ts';

describe('the log reader of the dispatcher', () => {
  let log: MemoryLog;
  let stop: AbortController;
  beforeEach(() => {
    log = createMemoryLog();
    stop = new AbortController();
  });

  const write = (count: number) => {
    for (let each = 0; each < count; each += 1) {
      log.append({ type: 'SetLogged', data: {}, stream: 'session-1', owner: 'ada' });
    }
  };
  /** Runs the log reader until it has reported `count` positions with their bookmarks. */
  const read = async (count: number, options: Partial<LogReaderOptions> = {}) => {
    const readings: Reading[] = [];
    const receive = (reading: Reading) => {
      readings.push(reading);
      if (readings.length === count) stop.abort();
    };
    const sink = {
      waitForRoom: async () => {},
      accept: (_event: SealedEvent, reading: Reading) => receive(reading),
      advance: receive,
    };
    const all = { log, sink, start: 0n, checkLog: async () => {}, logger: silentLogger, ...options };
    await readLog(all, stop.signal);
    return readings;
  };
  /** Creates a log whose subscription yields these items and then fails as if the connection were lost. */
  const yielding = (...items: readonly (SealedEvent | Looked)[]): Pick<Log, 'follow'> => ({
    async *follow() {
      yield* items;
      throw new Error('The connection is lost');
    },
  });

  it('passes each event with a bookmark that names the event and the position before it', async () => {
    write(2);
    const [first, second] = log.all();
    expect(await read(2)).to.deep.equal([
      { position: first?.position, bookmark: { after: 0n, position: first?.position, id: first?.id } },
      { position: second?.position, bookmark: { after: first?.position, position: second?.position, id: second?.id } },
    ]);
  });

  it('keeps the bookmark of the last event when it passes a searched position', async () => {
    write(1);
    const [event] = log.all();
    if (!event) throw new Error('The event is missing');
    const readings = await read(2, { log: yielding(event, { type: 'looked', position: event.position + 5n }) });
    expect(readings[1]).to.deep.equal({ position: event.position + 5n, bookmark: readings[0]?.bookmark });
  });

  it('continues after the last event and checks the log when the connection is lost', async () => {
    write(3);
    const [first] = log.all();
    if (!first) throw new Error('The event is missing');
    let checks = 0;
    let isFirst = true;
    const losing: Pick<Log, 'follow'> = {
      follow: (after, signal) => {
        if (!isFirst) return log.follow(after, signal);
        isFirst = false;
        return yielding(first).follow(after, signal);
      },
    };
    const checkLog = async () => {
      checks += 1;
    };
    const readings = await read(3, { log: losing, checkLog });
    expect(readings.map(({ position }) => position)).to.deep.equal(log.all().map(({ position }) => position));
    expect(checks).to.equal(1);
  });

  it('ignores an event that it has read already', async () => {
    write(2);
    const [first, second] = log.all();
    if (!first || !second) throw new Error('The events are missing');
    const readings = await read(2, { log: yielding(first, first, second) });
    expect(readings.map(({ position }) => position)).to.deep.equal([first.position, second.position]);
  });

  it('throws when the log after a lost connection is another log', async () => {
    const checkLog = () => Promise.reject(new LogMismatch('another log'));
    const error = await read(1, { log: yielding(), checkLog }).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(LogMismatch);
  });

  it('does not pass an event before its lane has room', async () => {
    write(1);
    const order: string[] = [];
    const sink = {
      async waitForRoom() {
        order.push('full');
        await new Promise(setImmediate);
        order.push('room');
      },
      accept() {
        order.push('accepted');
        stop.abort();
      },
      advance() {},
    };
    await read(1, { sink });
    expect(order).to.deep.equal(['full', 'room', 'accepted']);
  });
});
