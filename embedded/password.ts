import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A new secret with 192 bits of randomness, in characters that need no encoding in URLs and files. */
export const newSecret = (): string => randomBytes(24).toString('base64url');

/** The password of a service. It is generated when first needed and stored in the service's folder with mode 0600. */
export function readOrCreatePassword(folder: string, name = 'password'): string {
  const file = join(folder, name);
  if (!existsSync(file)) {
    writeFileSync(`${file}.new`, newSecret(), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return readFileSync(file, 'utf8');
}
