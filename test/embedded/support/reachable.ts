import { spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canEnter } from '../../../embedded/postgres/user.ts';
import { ordinaryUser } from './machine.ts';

const root = resolve(fileURLToPath(new URL('../../..', import.meta.url)));

/**
 * Paths of this checkout's program and of Node that the ordinary user can execute: copies in the folder if that user
 * may not enter the original folders.
 */
export function reachableCheckout(folder: string): { program: string; node: string } {
  let [checkout, node] = [root, process.execPath];
  if (!canEnter(join(root, 'embedded'), ordinaryUser)) {
    spawnSync('cp', ['-a', 'package.json', 'embedded', 'node_modules', folder], { cwd: root });
    checkout = folder;
    if (node.startsWith(root)) node = join(folder, relative(root, node));
  }
  if (!canEnter(dirname(node), ordinaryUser)) {
    copyFileSync(node, join(folder, 'node'));
    node = join(folder, 'node');
  }
  return { program: join(checkout, 'embedded', 'main.ts'), node };
}
