import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'mocha';
import { root } from './compose.ts';

/** A folder with the secrets that the script creates, for the tests of a suite. `create` runs the script again. */
export function useSecrets(): Readonly<{ folder: string; create: () => void }> {
  const parent = mkdtempSync(join(tmpdir(), 'irontrack-secrets-'));
  const folder = join(parent, 'secrets');
  const create = () => {
    execFileSync(process.execPath, [join(root, 'deploy/create-secrets.mjs'), folder], { stdio: 'pipe' });
  };
  before(create);
  after(() => rmSync(parent, { recursive: true }));
  return { folder, create };
}
