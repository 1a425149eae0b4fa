import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { passwordIn } from '../password.ts';
import type { Recipe } from '../service.ts';
import { findRedis } from './find.ts';

/*
 * Synced once a second: what Redis has answered is written before the answer, so a killed process loses nothing; a power cut may
 * take the last second, which nobody misses, since Redis holds nothing that is not refilled on the next connection.
 */
const configuration = (folder: string, port: number, password: string, memory: boolean) => `\
bind 127.0.0.1
port ${port}
protected-mode yes
requirepass ${password}
daemonize no
dir "${folder}"
save ""
appendonly yes
appendfsync ${memory ? 'no' : 'everysec'}
maxmemory-policy noeviction
`;

/** Whether it lets us in and has loaded its data. Spoken by hand: a client would keep its timers for seconds after the answer. */
async function answers(url: string, signal: AbortSignal): Promise<boolean> {
  const { hostname, port, password } = new URL(url);
  // Whoever has the port instead of ours may never answer: the end of our process ends this too.
  const socket = connect({ host: hostname, port: Number(port), signal });
  socket.write(`AUTH ${password}\r\nPING\r\n`);
  let said = '';
  try {
    for await (const text of socket.setEncoding('utf8')) {
      said += text;
      if (said.includes('+PONG')) return true;
      if (/^-.*\r\n/m.test(said)) return false;
    }
  } catch {
    // Not yet listening.
  }
  return false;
}

async function ready(url: string, ended: AbortSignal): Promise<void> {
  while (!(await answers(url, ended))) await delay(10, undefined, { signal: ended });
}

export type RedisOptions = { readonly folder: string; readonly memory: boolean; readonly say: (line: string) => void };

/** Redis or Valkey, append-only file on, reachable on loopback with a password only. */
export async function redisRecipe({ folder, memory, say }: RedisOptions): Promise<Recipe> {
  const { program, env } = await findRedis(say);
  const password = passwordIn(folder);
  return {
    name: 'redis',
    title: 'Redis',
    folder,
    url: (port) => `redis://:${password}@127.0.0.1:${port}`,
    command: (port) => {
      // In a file, not on the command line, which every user of the machine can read.
      const file = join(folder, 'redis.conf');
      writeFileSync(file, configuration(folder, port, password, memory), { mode: 0o600 });
      return { line: [program, file], env, stopSignal: 'SIGTERM' };
    },
    ready,
  };
}
