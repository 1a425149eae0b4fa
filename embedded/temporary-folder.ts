import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTimeOf } from './processes/process-table.ts';

/**
 * Creates a temporary folder that has this process's pid in its name. Also removes such folders of processes that were
 * killed.
 */
export function createTemporaryFolder(): string {
  for (const name of readdirSync(tmpdir())) {
    const [, pid] = /^irontrack-(\d+)-/.exec(name) ?? [];
    if (pid !== undefined && startTimeOf(Number(pid)) === undefined) {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    }
  }
  return mkdtempSync(join(tmpdir(), `irontrack-${process.pid}-`));
}
