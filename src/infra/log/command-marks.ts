import { createHmac } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { CommandMark } from '../../events/event.ts';

export type Request = Readonly<{ method: string; path: string; parameters?: object; body: unknown }>;

/** Marks a command with its account's idempotency key and what was asked for; keyed, for both may be personal. */
export const createCommandMarks =
  (secret: Uint8Array) =>
  (account: string, key: string, request: Request): CommandMark => {
    const digest = (value: unknown) =>
      createHmac('sha256', secret)
        .update(canonicalize(value) ?? '')
        .digest('hex');
    return { digest: digest({ account, key }), fingerprint: digest(request) };
  };
