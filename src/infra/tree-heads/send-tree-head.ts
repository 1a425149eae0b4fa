import type { SignedTreeHead } from '../../ports/tree-heads.ts';
import { type PostOptions, post } from '../webhooks/post.ts';

type Options = PostOptions & Readonly<{ url: string; version: string }>;

/** Sends a tree head to the address where copies are kept, unless this process has sent it before. */
export type SendTreeHead = (signed: SignedTreeHead) => Promise<void>;

/**
 * Creates the function that sends tree heads. It throws unless the receiver has accepted the request, so that the caller tries
 * again. A receiver that was away gets the newest tree head, which contains the hash of those before it.
 */
export function createSendTreeHead({ url, version, ...options }: Options): SendTreeHead {
  let sent = '';
  return async ({ text, signature }) => {
    if (text === sent) return;
    const headers = { 'content-type': 'application/json', 'user-agent': `IronTrack/${version}` };
    const status = await post(new URL(url), { headers, body: JSON.stringify({ text, signature }) }, options);
    if (status < 200 || status > 299) throw new Error(`The receiver of tree heads answers ${status}`);
    sent = text;
  };
}
