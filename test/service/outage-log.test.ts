import { expect } from 'chai';
import { DomainError } from '../../src/errors.ts';
import type { LogFields, Logger } from '../../src/ports/logger.ts';
import { createOutageLog, type OutageLog } from '../../src/service/outage-log.ts';
import { createMemoryLog } from '../projections/support/memory-log.ts';

type Line = readonly [level: string, message: string, fields: LogFields];

const outage = new DomainError('unavailable', 'The event store cannot be reached.', { cause: new Error('refused') });

describe('the log of outages', () => {
  let now: number;
  let lines: Line[];
  let outages: OutageLog;
  let isDown: boolean;
  beforeEach(() => {
    [now, lines, isDown] = [0, [], false];
    const level = (name: string) => (message: string, fields: LogFields) => void lines.push([name, message, fields]);
    const logger = { error: level('error'), warn: level('warn'), info: level('info'), debug: level('debug') };
    outages = createOutageLog(logger as Logger, () => now);
  });

  /** A log of the event store that is down while `isDown` is true. */
  const watchedLog = () => {
    const memory = createMemoryLog();
    return outages.watchLog({ ...memory, head: () => (isDown ? Promise.reject(outage) : memory.head()) });
  };
  const ask = (log: { head: () => Promise<bigint> }) => log.head().catch(() => {});

  it('has one line when an outage of the event store begins, one a minute while it lasts, and one when it ends', async () => {
    const log = watchedLog();
    await ask(log);
    isDown = true;
    for (; now < 130_000; now += 500) await ask(log);
    isDown = false;
    await ask(log);
    await ask(log);
    expect(lines).to.deep.equal([
      ['warn', 'The event store does not answer', { reason: 'refused' }],
      ['warn', 'The event store still does not answer', { seconds: 60, reason: 'refused' }],
      ['warn', 'The event store still does not answer', { seconds: 120, reason: 'refused' }],
      ['info', 'The event store answers again', { seconds: 130 }],
    ]);
  });

  it('has no line for an outage of another service that an answer depends on', async () => {
    const store = outages.watchStore({
      read: () => Promise.reject(new DomainError('unavailable', 'Postgres cannot be reached.')),
      append: () => Promise.reject(new Error('A defect')),
    });
    await store.read('session-1').catch(() => {});
    await store.append('session-1', [], { revision: -1, chain: '', position: 0n }).catch(() => {});
    expect(lines).to.deep.equal([]);
  });

  it('leaves out what others report about an outage of the event store', () => {
    outages.logger.warn('Policy waits for a service', { policy: 'a', error: outage });
    outages.logger.warn('Reading the log failed', { reason: outage.message });
    expect(lines.map(([level]) => level)).to.deep.equal(['debug', 'debug']);
  });

  it('reports another outage once a minute for each policy or lane, without a stack trace', () => {
    const error = new DomainError('unavailable', 'Postgres cannot be reached.');
    for (; now <= 60_000; now += 1_000) {
      for (const policy of ['a', 'b']) outages.logger.warn('Policy waits for a service', { policy, error });
    }
    const fields = { reason: error.message };
    expect(lines).to.deep.equal(
      ['a', 'b', 'a', 'b'].map((policy) => ['warn', 'Policy waits for a service', { policy, ...fields }]),
    );
  });

  it('passes on every defect and every warning without a reason', () => {
    for (let time = 0; time < 2; time += 1) {
      outages.logger.warn('Policy waits for a service', { error: new TypeError('A defect') });
      outages.logger.warn('A spent token was used again', { account: 'a' });
      outages.logger.error('The lane has stopped', { reason: 'A defect' });
    }
    expect(lines).to.have.length(6);
  });
});
