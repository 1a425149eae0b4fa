import { createHmac } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { MarkCommand } from '../../ports/command-marks.ts';

/**
 * Creates the function that makes command marks. Its digests are keyed with `secret`, because idempotency keys and
 * requests may contain personal data.
 */
export const createMarkCommand =
  (secret: Uint8Array): MarkCommand =>
  (account, key, request) => {
    const digest = (value: unknown) =>
      createHmac('sha256', secret)
        .update(canonicalize(value) ?? '')
        .digest('hex');
    return { digest: digest({ account, key }), fingerprint: digest(request) };
  };
