import { expect } from 'chai';
import { createMetrics } from '../../src/infra/metrics.ts';
import type { VersionLag } from '../../src/infra/pipeline-gauges.ts';
import { serveMetrics } from '../../src/infra/serve-metrics.ts';

const webhooks = { open: 5, oldestSeconds: 61, failing: 1, disabled: 6 };
const version: VersionLag = {
  projection: 'sessions',
  version: 2,
  parked: 3,
  lanes: [
    { lane: 0, events: 0, seconds: 0 },
    { lane: 1, events: 7, seconds: 1.5 },
  ],
};

describe('metrics', () => {
  it('reads the lag of each lane and the number of refused events again each time the metrics are read', async () => {
    let versions = [version];
    const metrics = createMetrics(
      async () => ({ versions, refusedEvents: 2, webhooks }),
      () => 4,
    );
    const { text, contentType } = await metrics.read();
    expect(contentType).to.match(/^text\/plain/);
    expect(text).to.include('irontrack_lane_lag_events{projection="sessions",version="2",lane="1"} 7');
    expect(text).to.include('irontrack_lane_lag_seconds{projection="sessions",version="2",lane="1"} 1.5');
    expect(text).to.include('irontrack_parked_streams{projection="sessions",version="2"} 3');
    expect(text).to.include('irontrack_refused_events 2');
    expect(text).to.include('irontrack_webhook_deliveries_open 5');
    expect(text).to.include('irontrack_webhook_deliveries_oldest_seconds 61');
    expect(text).to.include('irontrack_webhooks_failing 1');
    expect(text).to.include('irontrack_webhooks_disabled 6');
    expect(text).to.include('irontrack_pipeline_readable 1');
    expect(text).to.include('irontrack_log_subscriptions_dropped_total 4');
    versions = [];
    expect((await metrics.read()).text).not.to.include('version="2"');
  });

  it('returns the other metrics while the lag cannot be read', async () => {
    const metrics = createMetrics(() => Promise.reject(new Error('away')));
    metrics.observe({ method: 'GET', route: '/ping', status: 200, seconds: 0.003 });
    const { text } = await metrics.read();
    expect(text).to.include('irontrack_pipeline_readable 0');
    expect(text).to.include('irontrack_http_request_seconds_count{method="GET",route="/ping",status="200"} 1');
  });

  it('serves the metrics at /metrics and at no other path', async () => {
    const served = await serveMetrics(
      createMetrics(async () => ({ versions: [], refusedEvents: 0, webhooks })),
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
