import { createHmac, createSecretKey } from 'node:crypto';
import type { MarkCommand } from '../../ports/command-marks.ts';
import { canonicalJson } from './canonical-json.ts';

/**
 * Creates the function that makes command marks. Its digests are keyed with `secret`, because idempotency keys and
 * requests may contain personal data.
 */
export function createMarkCommand(secret: Uint8Array): MarkCommand {
  // Bytes would become a key object at each call, which takes longer than the hash.
  const hmacKey = createSecretKey(secret);
  const digest = (value: object) => createHmac('sha256', hmacKey).update(canonicalJson(value)).digest('hex');
  return (account, key, request) => ({ digest: digest({ account, key }), fingerprint: digest(request) });
}
