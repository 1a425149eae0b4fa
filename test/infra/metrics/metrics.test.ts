import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { serveMetrics } from '../../../src/infra/metrics/serve-metrics.ts';
import { metricsWith, version } from './support/metrics.ts';

const timed = { startedAt: 0, seconds: 0.003 };
const lane = { lane: 1, to: 9n, hasFailed: false };
const events = ['a', 'b'].map(($correlationId) => ({ stream: 'session-1', revision: 0, metadata: { $correlationId } }));

describe('metrics', () => {
  it('reads the figures of the pipeline again each time the metrics are read', async () => {
    let versions = [version];
    const webhooks = { open: 5, oldestSeconds: 61, failing: 1, disabled: 6 };
    const waiting = [{ projection: 'sessions', version: 2, events: 12 }];
    const metrics = metricsWith({ readFigures: async () => ({ versions, waiting, refusedEvents: 2, webhooks }) });
    const { text, contentType } = await metrics.read();
    expect(contentType).to.match(/^text\/plain/);
    expect(text).to.include('irontrack_lane_lag_events{projection="sessions",version="2",lane="1"} 7');
    expect(text).to.include('irontrack_lane_lag_seconds{projection="sessions",version="2",lane="1"} 1.5');
    expect(text).to.include('irontrack_parked_streams{projection="sessions",version="2"} 3');
    expect(text).to.include('irontrack_dead_letters{projection="sessions",version="2"} 12');
    expect(text).to.include('irontrack_refused_events 2');
    expect(text).to.include('irontrack_webhook_deliveries_open 5');
    expect(text).to.include('irontrack_webhook_deliveries_oldest_seconds 61');
    expect(text).to.include('irontrack_webhooks_failing 1');
    expect(text).to.include('irontrack_webhooks_disabled 6');
    expect(text).to.include('irontrack_pipeline_readable 1');
    versions = [];
    expect((await metrics.read()).text).not.to.include('lane="1"');
  });

  it('reads the state of the process', async () => {
    const { text } = await metricsWith().read();
    expect(text).to.include('irontrack_info{version="1.2.3"} 1');
    expect(text).to.include('irontrack_log_subscriptions_dropped_total 4');
    expect(text).to.include('irontrack_postgres_connections{pool="commands",state="used"} 3');
    expect(text).to.include('irontrack_postgres_connections{pool="commands",state="idle"} 2');
    expect(text).to.include('irontrack_postgres_connections{pool="commands",state="opening"} 1');
    expect(text).to.include('irontrack_postgres_waiting{pool="commands"} 4');
    const { size } = statSync(join(import.meta.dirname, 'support/metrics.ts'));
    expect(text).to.include(`irontrack_embedded_log_bytes ${size}`);
    expect(text).to.match(/^irontrack_embedded_free_bytes \d+/m);
  });

  it('counts requests, appends and jobs', async () => {
    const metrics = metricsWith();
    metrics.observe({ work: 'request', id: 'a', method: 'GET', route: '/ping', status: 200, ...timed });
    metrics.observe({ work: 'append', stream: 'session-1', events, result: 'conflict', revision: null, ...timed });
    metrics.observe({ work: 'job', events, ...lane, ...timed });
    metrics.observe({ work: 'job', events, ...lane, ...timed, hasFailed: true });
    metrics.observe({ work: 'dispatch', events, ...lane, ...timed });
    const { text } = await metrics.read();
    expect(text).to.include('irontrack_http_request_seconds_count{method="GET",route="/ping",status="200"} 1');
    expect(text).to.include('irontrack_append_seconds_count{result="conflict"} 1');
    expect(text).to.include('irontrack_lane_job_seconds_count{result="applied"} 1');
    expect(text).to.include('irontrack_lane_job_seconds_count{result="failed"} 1');
    expect(text).to.include('irontrack_lane_events_total{lane="1"} 2');
  });

  it('returns the other metrics while the figures of the pipeline cannot be read', async () => {
    const metrics = metricsWith({ readFigures: () => Promise.reject(new Error('away')) });
    const { text } = await metrics.read();
    expect(text).to.include('irontrack_pipeline_readable 0');
    expect(text).to.include('irontrack_info');
  });

  it('serves the metrics at /metrics and at no other path', async () => {
    const served = await serveMetrics(metricsWith(), '127.0.0.1', 0);
    try {
      expect((await fetch(served.address)).status).to.equal(200);
      expect((await fetch(served.address.replace('/metrics', '/'))).status).to.equal(404);
    } finally {
      await served.close();
    }
  });
});
