import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** One answered request; `route` is the pattern, null where nothing matched. */
export type Observed = Readonly<{ method: string; route: string | null; status: number; seconds: number }>;

export type Metrics = Readonly<{
  observe: (request: Observed) => void;
  /** The figures in Prometheus' text format, with its content type. */
  read: () => Promise<{ text: string; contentType: string }>;
}>;

/** Figures of this process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const requests = new Histogram({
    name: 'irontrack_http_request_seconds',
    help: 'Time from a request to its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  return {
    observe: ({ method, route, status, seconds }) =>
      requests.observe({ method, route: route ?? 'none', status: String(status) }, seconds),
    async read() {
      return { text: await registry.metrics(), contentType: registry.contentType };
    },
  };
}

/** Serves the figures at `/metrics`, on a port of their own that no proxy leads to. */
export async function serveMetrics(metrics: Metrics, host: string, port: number) {
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') return response.writeHead(404).end();
    metrics.read().then(
      ({ text, contentType }) => response.writeHead(200, { 'Content-Type': contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    address: `http://${host}:${(server.address() as AddressInfo).port}/metrics`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
