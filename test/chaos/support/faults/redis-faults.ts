import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Installation } from '../installation.ts';

type Options = Readonly<{ random: () => number; count: number; signal: AbortSignal }>;

/**
 * Makes Redis lose data `count` times, by these kinds in turn: a flush, a kill, a kill with deletion of its files, and
 * a restore of an older copy of its files. Returns the kinds in the order in which they happened.
 */
export async function strikeRedis(
  { redis, cache }: Installation,
  { random, count, signal }: Options,
): Promise<readonly string[]> {
  const [, folder = ''] = (await cache.config('GET', 'dir')) as string[];
  const [files, copy] = [join(folder, 'appendonlydir'), join(folder, 'older-copy')];
  const restartAfter = async (change: () => void) => {
    await redis.kill();
    change();
    await delay(random() * 300);
    await redis.restart();
  };
  const kinds: Readonly<Record<string, () => Promise<unknown>>> = {
    flush: () => cache.flushall(),
    kill: () => restartAfter(() => {}),
    'kill and delete its files': () => restartAfter(() => rmSync(files, { recursive: true })),
    'restore an older copy of its files': () =>
      restartAfter(() => {
        rmSync(files, { recursive: true });
        if (existsSync(copy)) cpSync(copy, files, { recursive: true });
      }),
  };
  const names = Object.keys(kinds);
  const struck: string[] = [];
  for (let number = 0; number < count && !signal.aborted; number += 1) {
    const name = names[number % names.length] as string;
    await delay(random() * 600);
    if (!name.startsWith('restore')) {
      rmSync(copy, { recursive: true, force: true });
      cpSync(files, copy, { recursive: true });
    }
    await delay(400 + random() * 600);
    await kinds[name]?.();
    struck.push(name);
  }
  rmSync(copy, { recursive: true, force: true });
  return struck;
}
