import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../local/package-root.ts';

/**
 * The first four bytes of the SHA-256 of each common password of at least eight characters in lower case, as base64.
 * The passwords are those of the package @zxcvbn-ts/language-common 4.1.3 (MIT).
 */
const file = join(packageRoot, 'seeds/common-passwords.txt');

let known: ReadonlySet<number> | undefined;

/** Whether a password, in lower case, is one of the 18,000 that people choose most. */
export function isCommonPassword(password: string): boolean {
  known ??= readDigests();
  return known.has(createHash('sha256').update(password).digest().readUInt32BE(0));
}

function readDigests(): ReadonlySet<number> {
  const bytes = Buffer.from(readFileSync(file, 'utf8'), 'base64');
  const digests = new Set<number>();
  for (let at = 0; at < bytes.length; at += 4) digests.add(bytes.readUInt32BE(at));
  return digests;
}
