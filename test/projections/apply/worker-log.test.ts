import { expect } from 'chai';
import type { Apply } from '../../../src/projections/apply/apply.ts';
import { createWorker } from '../../../src/projections/apply/worker.ts';
import type { Job } from '../../../src/projections/core/job.ts';

describe('the log of a worker', () => {
  const lines: (readonly [string, unknown])[] = [];
  const write = (message: string, fields?: object) => void lines.push([message, fields]);
  const logger = { error: write, warn: write, info: write, debug: write };
  const layout = { layout: 1, lanes: 1, laneOf: () => 0 };
  const eventOf = (request: number) => ({ metadata: { $correlationId: `request-${request}` } });
  const jobOf = (events: readonly object[]) =>
    ({ layout: 1, lane: 0, from: 3n, to: 9n, bookmark: null, events }) as unknown as Job;
  const workWith = (apply: Apply) =>
    createWorker({ log: { page: async () => [] }, layout, apply, logger, signal: new AbortController().signal });

  beforeEach(() => {
    lines.length = 0;
  });

  it('names each request whose events a job has', async () => {
    await workWith(async () => new Map())(jobOf([eventOf(1), eventOf(2), eventOf(1)]));
    const requestIds = ['request-1', 'request-2'];
    expect(lines).to.deep.equal([['applied a job', { lane: 0, from: '3', to: '9', requestIds, events: 3 }]]);
  });

  it('names at most 20 requests', async () => {
    await workWith(async () => new Map())(jobOf(Array.from({ length: 300 }, (_, index) => eventOf(index))));
    expect(lines[0]?.[1]).to.have.property('requestIds').with.length(20);
  });

  it('names the requests of a job that fails', async () => {
    const failing = workWith(() => Promise.reject(new Error('no')))(jobOf([eventOf(7)]));
    expect(await failing.catch(({ message }: Error) => message)).to.contain('The lane has stopped');
    expect(lines.length).to.be.greaterThan(1);
    for (const [, fields] of lines) expect(fields).to.have.property('requestIds').deep.equal(['request-7']);
  });
});
