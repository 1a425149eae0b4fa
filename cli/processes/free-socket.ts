import { once } from 'node:events';
import { lstatSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { CliError } from '../host/host.ts';

/** Removes the socket that a killed process has left. Throws if a process listens on it, or if it is another file. */
export async function freeSocket(path: string): Promise<void> {
  const file = lstatSync(path, { throwIfNoEntry: false });
  if (!file) return;
  if (!file.isSocket()) throw new CliError(`HTTP_SOCKET: ${path} is a file, and no socket.`);
  if (await isListening(path)) throw new CliError(`HTTP_SOCKET: another process listens on ${path}.`);
  rmSync(path);
}

async function isListening(path: string): Promise<boolean> {
  const connection = connect(path);
  try {
    await once(connection, 'connect');
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED') return false;
    throw error;
  } finally {
    connection.destroy();
  }
}
