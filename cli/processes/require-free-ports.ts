import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Config } from '../../src/service/config.ts';
import { freeSocket } from './free-socket.ts';

/**
 * Listens on each address of the service for a moment, to find a port in use before anything starts. Throws the error
 * of listening.
 */
export async function requireFreePorts(config: Config): Promise<void> {
  const { socket, host, port, metricsHost, metricsPort } = config;
  if (socket !== undefined) await freeSocket(socket);
  else await listenOnce(port, host);
  if (metricsPort !== undefined) await listenOnce(metricsPort, metricsHost);
}

async function listenOnce(port: number, host: string): Promise<void> {
  const server = createServer().listen(port, host);
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}
