import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import { generateJwk } from '../../src/infra/access/signing-keys.ts';
import { createTracing } from '../../src/infra/tracing/tracing.ts';
import { connect } from '../../src/service/connect.ts';
import { loadConfig } from '../../src/service/load-config.ts';
import { runPipeline } from '../../src/service/processes/pipeline.ts';
import { serve } from '../../src/service/processes/serve.ts';
import { password } from '../http/support/client.ts';
import { silentLogger } from '../projections/support/tables.ts';
import { newMigratedDatabase, services } from '../support/databases.ts';

/** An exporter that keeps the spans in memory, also after its end. */
function createExporter(): Readonly<{ spans: readonly ReadableSpan[]; exporter: SpanExporter }> {
  const spans: ReadableSpan[] = [];
  const exporter: SpanExporter = {
    export(exported, done) {
      spans.push(...exported);
      done({ code: 0 });
    },
    shutdown: async () => {},
  };
  return { spans, exporter };
}

/** Runs all parts of the service in this process. */
async function startService(parts: AsyncDisposableStack) {
  const { eventStore, redis } = await services();
  const addresses = { eventStoreUrl: eventStore.url, databaseUrl: await newMigratedDatabase(), redisUrl: redis.url };
  // The heads of streams go there. In the data folder of the checkout, the next start would miss their events.
  const dataDir = mkdtempSync(join(tmpdir(), 'irontrack-tracing-'));
  parts.defer(() => rmSync(dataDir, { recursive: true }));
  const { config } = loadConfig({ APP_ENVIRONMENT: 'test', PORT: '0', IRONTRACK_DATA: dataDir });
  const secrets = { masterKey: randomBytes(32).toString('base64'), jwtPrivateKey: generateJwk() };
  const app = parts.use(await connect(config, secrets, addresses, silentLogger));
  const pipeline = await runPipeline(app);
  parts.defer(() => pipeline.close());
  const api = await serve(app, { secrets });
  parts.defer(() => api.close());
  return { app, address: api.address };
}

describe('traces', () => {
  it('follow a request from the API through the log and a lane to the read models', async () => {
    await using parts = new AsyncDisposableStack();
    const { app, address } = await startService(parts);
    const { spans, exporter } = createExporter();
    const failures: Error[] = [];
    const onFailure = (error: Error) => failures.push(error);
    const tracing = createTracing({ version: '1.2.3', service: 'test', ratio: 1, exporter, onFailure });
    app.addObserver(tracing.observe);
    const id = randomUUID();
    const { promise: done, resolve } = Promise.withResolvers<void>();
    const awaited = new Set<string>(['request', 'append', 'dispatch', 'job', 'projection']);
    app.addObserver((observed) => {
      const isOurs =
        observed.work === 'request'
          ? observed.id === id
          : observed.events.some(({ metadata }) => metadata.$correlationId === id);
      if (isOurs) awaited.delete(observed.work);
      if (awaited.size === 0) resolve();
    });

    const email = `traced-${id.slice(0, 8)}@example.com`;
    const { status } = await fetch(`${address}/api/v1/access/signup`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Request-Id': id },
      body: JSON.stringify({ email, password, confirmPassword: password }),
    });
    expect(status).to.equal(201);
    await done;
    await tracing.close();

    const ours = spans.filter((span) => span.spanContext().traceId === id.replaceAll('-', ''));
    const chain: string[] = [];
    let current = ours.find(({ name }) => name.startsWith('projection'));
    while (current) {
      chain.push(current.name.replace(/\d+$/, 'N'));
      const parent: string | undefined = current.parentSpanContext?.spanId;
      current = ours.find((span) => span.spanContext().spanId === parent);
    }
    const expected = ['projection lane N', 'job lane N', 'dispatch lane N', 'append', 'POST /api/v1/access/signup'];
    expect(chain).to.deep.equal(expected);
    expect(JSON.stringify(ours.map(({ name, attributes }) => [name, attributes]))).not.to.contain(email);
    expect(failures).to.deep.equal([]);
  });

  it('are left out for the same requests in every process', async () => {
    const sent = await Promise.all(
      [1, 2].map(async () => {
        const { spans, exporter } = createExporter();
        const tracing = createTracing({ version: '1', service: 'test', ratio: 0.5, exporter, onFailure: () => {} });
        for (let n = 0; n < 64; n += 1) {
          const id = `${(4 * n).toString(16).padStart(2, '0').repeat(4)}-0000-4000-8000-000000000000`;
          const timed = { startedAt: performance.now(), seconds: 0 };
          tracing.observe({ work: 'request', id, method: 'GET', route: '/ping', status: 200, ...timed });
        }
        await tracing.close();
        return spans.map((span) => span.spanContext().traceId);
      }),
    );
    expect(sent[0]).to.deep.equal(sent[1]);
    expect(sent[0]?.length).to.be.within(1, 64);
  });
});
