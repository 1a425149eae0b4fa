import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('./copier.ts', import.meta.url));

/**
 * Copies a log in a process of its own, which is killed when it has copied this many events; returns null then, otherwise how
 * many events it has copied, and in which time.
 */
export async function runCopier(source: string, target: string, killAfter = Number.POSITIVE_INFINITY) {
  // Without the limits of memory of test processes, as in an installation.
  const env = { ...process.env, NODE_OPTIONS: '' };
  const child = spawn(process.execPath, [program, source, target], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  let end: Readonly<{ copied: number; ms: number }> | null = null;
  for await (const line of createInterface({ input: child.stdout })) {
    const [, copied, ms] = /^done (\d+) (\d+)$/.exec(line) ?? [];
    if (copied !== undefined) end = { copied: Number(copied), ms: Number(ms) };
    else if (Number(line) >= killAfter) child.kill('SIGKILL');
  }
  await closed;
  return end;
}
