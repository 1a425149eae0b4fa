import { expect } from 'chai';
import { createMetrics, serveMetrics, type VersionLag } from '../../src/infra/metrics.ts';

const version: VersionLag = {
  projection: 'sessions',
  version: 2,
  parked: 3,
  lanes: [
    { lane: 0, events: 0, seconds: 0 },
    { lane: 1, events: 7, seconds: 1.5 },
  ],
};

describe('the figures of a process', () => {
  it('tell how far each lane is behind, as asked anew each time', async () => {
    let versions = [version];
    const metrics = createMetrics(async () => versions);
    const { text, contentType } = await metrics.read();
    expect(contentType).to.match(/^text\/plain/);
    expect(text).to.include('irontrack_lane_lag_events{projection="sessions",version="2",lane="1"} 7');
    expect(text).to.include('irontrack_lane_lag_seconds{projection="sessions",version="2",lane="1"} 1.5');
    expect(text).to.include('irontrack_parked_streams{projection="sessions",version="2"} 3');
    expect(text).to.include('irontrack_pipeline_readable 1');
    versions = [];
    expect((await metrics.read()).text).not.to.include('version="2"');
  });

  it('are there without the pipeline’s while a service is away', async () => {
    const metrics = createMetrics(() => Promise.reject(new Error('away')));
    metrics.observe({ method: 'GET', route: '/ping', status: 200, seconds: 0.003 });
    const { text } = await metrics.read();
    expect(text).to.include('irontrack_pipeline_readable 0');
    expect(text).to.include('irontrack_http_request_seconds_count{method="GET",route="/ping",status="200"} 1');
  });

  it('are served at /metrics and nowhere else', async () => {
    const served = await serveMetrics(
      createMetrics(async () => []),
      '127.0.0.1',
      0,
    );
    try {
      expect((await fetch(served.address)).status).to.equal(200);
      expect((await fetch(served.address.replace('/metrics', '/'))).status).to.equal(404);
    } finally {
      await served.close();
    }
  });
});
