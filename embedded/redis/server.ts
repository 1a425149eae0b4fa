import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
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

async function answers(url: string, ended: AbortSignal): Promise<void> {
  let current: Redis | undefined;
  // Whoever has the port instead of ours may never answer.
  ended.addEventListener('abort', () => current?.disconnect());
  for (;;) {
    const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
    client.on('error', () => {});
    current = client;
    try {
      await client.connect();
      await client.ping();
      return;
    } catch {
      // Not yet listening, or still loading.
    } finally {
      client.disconnect();
    }
    await delay(10, undefined, { signal: ended });
  }
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
    ready: answers,
  };
}
