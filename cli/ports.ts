import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Config } from '../src/service/config.ts';

/** Whether the service can listen where it is to; better known before anything is started. Throws what listening does. */
export async function mustBeFree({ host, port, metricsHost, metricsPort }: Config): Promise<void> {
  await listenOnce(port, host);
  if (metricsPort !== undefined) await listenOnce(metricsPort, metricsHost);
}

async function listenOnce(port: number, host: string): Promise<void> {
  const server = createServer().listen(port, host);
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}
