import { createServer } from 'node:http';
import { metricsWith } from '../../infra/metrics/support/metrics.ts';

/** A process that shares an address and its metrics with others, as one of the API does: it has answered one request. */
const metrics = metricsWith();
metrics.observe({ work: 'request', id: 'a', method: 'GET', route: '/ping', status: 200, startedAt: 0, seconds: 0.003 });
metrics.share();
createServer((_req, res) => res.end()).listen(0, '127.0.0.1');
