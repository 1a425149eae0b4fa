import { execFileSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** Builds the console unless the build is newer than all its sources, which it is after an installation. */
export function buildConsole(): void {
  const builtAt = statSync(join(root, 'dist/console/index.html'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = globSync(['console/**', 'client/**'], { cwd: root, withFileTypes: true }).filter((each) =>
    each.isFile(),
  );
  const isOld = sources.some(({ parentPath, name }) => statSync(join(parentPath, name)).mtimeMs > builtAt);
  if (isOld) execFileSync(process.execPath, [join(root, 'console/build.mjs')]);
}
