import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { spansOf } from '../../../src/infra/tracing/spans.ts';
import type { ObservedLane } from '../../../src/ports/observe.ts';

const request = '6f1d3c52-7a40-4a53-9f38-0f6c3c0f6d11';
const timed = { startedAt: 5, seconds: 0.25 };
const eventOf = ($correlationId: string, revision = 3) => ({
  stream: 'session-1',
  revision,
  metadata: { $correlationId },
});
const laneWork = (work: ObservedLane['work'], events = [eventOf(request)]): ObservedLane => ({
  ...{ work, lane: 2, to: 90n, events, hasFailed: false },
  ...timed,
});
const oneSpan = (...parameters: Parameters<typeof spansOf>) => {
  const [span, ...others] = spansOf(...parameters);
  expect(others).to.be.empty;
  if (!span) throw new Error('There is no span');
  return span;
};

describe('the spans of observed work', () => {
  const served = oneSpan({ work: 'request', id: request, method: 'POST', route: '/api/v1/x', status: 201, ...timed });
  const append = { work: 'append', stream: 'session-1', events: [eventOf(request)], ...timed } as const;

  it('have the request id as the id of the trace', () => {
    expect(served).to.include({ traceId: '6f1d3c527a404a539f380f6c3c0f6d11', parentId: null, name: 'POST /api/v1/x' });
  });

  it('are linked from the projection back to the request', () => {
    const appended = oneSpan({ ...append, result: 'appended', revision: 3 });
    const [sent, job, projected] = (['dispatch', 'job', 'projection'] as const).map((work) => oneSpan(laneWork(work)));
    expect(appended.parentId).to.equal(served.spanId);
    expect(sent?.parentId).to.equal(appended.spanId);
    expect(job?.parentId).to.equal(sent?.spanId);
    expect(projected?.parentId).to.equal(job?.spanId);
    expect(new Set([served, appended, sent, job, projected].map((span) => span?.traceId)).size).to.equal(1);
    expect(new Set([served, appended, sent, job, projected].map((span) => span?.spanId)).size).to.equal(5);
  });

  it('mark what has failed', () => {
    const failed = { work: 'request', id: request, method: 'GET', route: null, status: 503, ...timed } as const;
    expect(oneSpan(failed)).to.include({ hasFailed: true, name: 'GET none' });
    expect(oneSpan({ ...append, result: 'failed', revision: null })).to.include({ hasFailed: true });
    expect(oneSpan({ ...append, result: 'conflict', revision: null })).to.include({ hasFailed: false });
  });

  it('are in the trace of each request that a job has events of, up to 32', () => {
    const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
    const events = Array.from({ length: 100 }, (_, index) => eventOf(idOf(index % 50), index));
    const spans = spansOf(laneWork('job', events));
    expect(spans).to.have.length(32);
    expect(new Set(spans.map(({ traceId }) => traceId)).size).to.equal(32);
  });

  it('leave out events whose correlation id is no UUID', () => {
    expect(spansOf(laneWork('job', [eventOf('another')]))).to.deep.equal([]);
  });
});

describe('the libraries of OpenTelemetry', () => {
  it('are imported by one file, which is loaded only when a collector is named', () => {
    const root = join(import.meta.dirname, '../../..');
    const importing = (text: string) =>
      globSync('{src,cli,embedded}/**/*.ts', { cwd: root })
        .filter((file) => readFileSync(join(root, file), 'utf8').includes(text))
        .toSorted();
    expect(importing("from '@opentelemetry/")).to.deep.equal(['src/infra/tracing/tracing.ts']);
    expect(importing("from '../../infra/tracing/tracing.ts'")).to.deep.equal([]);
    expect(importing("await import('../../infra/tracing/tracing.ts')")).to.deep.equal([
      'src/service/processes/tracing.ts',
    ]);
  });
});
