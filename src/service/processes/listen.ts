import { once } from 'node:events';
import { chmodSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from '../config.ts';

/** The user and the group of the process may connect to its socket: the group is that of the edge. */
const socketMode = 0o660;

/** Listens on the socket or the port in the settings. Returns the address, such as `unix:/run/irontrack.sock`. */
export async function listen(server: Server, { socket, host, port }: Config): Promise<string> {
  if (socket !== undefined) server.listen({ path: socket });
  else server.listen(port, host);
  await once(server, 'listening');
  if (socket !== undefined) {
    chmodSync(socket, socketMode);
    return `unix:${socket}`;
  }
  const { port: chosen } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${chosen}`;
}
