import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readOrCreatePassword } from '../password.ts';
import type { Say, ServiceDefinition } from '../service/definition.ts';
import { findRedis } from './find.ts';

export type RedisOptions = { readonly folder: string; readonly ephemeral: boolean; readonly say: Say };

/*
 * Redis' configuration file. Redis writes to its append-only file before it answers, so a killed process loses nothing.
 * It syncs that file once a second, so a power failure may lose the last second. Such a loss is harmless: the service
 * fills the caches again and sends lost jobs again. For the data of tests (`ephemeral`), syncing is left to the system.
 */
const configurationOf = ({ folder, ephemeral }: RedisOptions, port: number, password: string) => `\
bind 127.0.0.1
port ${port}
protected-mode yes
requirepass ${password}
daemonize no
dir "${folder}"
save ""
appendonly yes
appendfsync ${ephemeral ? 'no' : 'everysec'}
maxmemory-policy noeviction
`;

/**
 * Whether Redis accepts the password and has loaded its data. Uses a bare socket, because a client library would keep
 * its timers running for seconds.
 */
async function isReady(url: string, ended: AbortSignal): Promise<boolean> {
  const { hostname, port, password } = new URL(url);
  // If another program uses the port, the socket may never be answered, so it is closed when the Redis process has
  // ended.
  const socket = connect({ host: hostname, port: Number(port), signal: ended });
  socket.write(`AUTH ${password}\r\nPING\r\n`);
  let received = '';
  try {
    for await (const text of socket.setEncoding('utf8')) {
      received += text;
      if (received.includes('+PONG')) return true;
      if (/^-.*\r\n/m.test(received)) return false;
    }
  } catch {
    // Redis does not listen yet, or its process has ended. In the second case the pause in `waitUntilReady` throws.
  }
  return false;
}

async function waitUntilReady(url: string, ended: AbortSignal): Promise<void> {
  while (!(await isReady(url, ended))) await delay(10, undefined, { signal: ended });
}

/**
 * How to run Redis or Valkey with an append-only file. It listens on the loopback interface and requires a password.
 */
export async function createRedisDefinition(options: RedisOptions): Promise<ServiceDefinition> {
  const { folder, say } = options;
  const { program, env } = await findRedis(say);
  const password = readOrCreatePassword(folder);
  return {
    name: 'redis',
    title: 'Redis',
    folder,
    url: (port) => `redis://:${password}@127.0.0.1:${port}`,
    command: (port) => {
      // The password is in a configuration file, because every user of the machine can read command lines.
      const file = join(folder, 'redis.conf');
      writeFileSync(file, configurationOf(options, port, password), { mode: 0o600 });
      return { line: [program, file], env, stopSignal: 'SIGTERM' };
    },
    waitUntilReady,
  };
}
