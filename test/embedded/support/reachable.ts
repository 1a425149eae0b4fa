import { spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canEnter } from '../../../embedded/postgres/user.ts';
import { stranger } from './machine.ts';

const root = resolve(fileURLToPath(new URL('../../..', import.meta.url)));

/** This checkout and this Node as the stranger can use them: copied into the folder if they lie where he can't go. */
export function reachableCheckout(folder: string): { program: string; node: string } {
  let [base, node] = [root, process.execPath];
  if (!canEnter(join(root, 'embedded'), stranger)) {
    spawnSync('cp', ['-a', 'package.json', 'embedded', 'node_modules', folder], { cwd: root });
    base = folder;
    if (node.startsWith(root)) node = join(folder, relative(root, node));
  }
  if (!canEnter(dirname(node), stranger)) {
    copyFileSync(node, join(folder, 'node'));
    node = join(folder, 'node');
  }
  return { program: join(base, 'embedded', 'main.ts'), node };
}
