import type { RecordedEvent } from '../events/event.ts';
import type { AccountId } from '../events/ids.ts';
import { parseStream } from '../events/streams.ts';
import type { Log } from '../ports/log.ts';
import type { PolicyCheckpoints } from '../ports/policy-checkpoints.ts';
import type { WaitUntilProjected } from '../ports/projected.ts';
import type { Policy } from './policy.ts';

const name = 'finish-erasing-accounts';
const erasure = 'AccountErased';

export type Erasure = Readonly<{
  /** Deletes the data key and everything else about the account that is stored outside the log. */
  forget: (account: AccountId) => Promise<void>;
  waitUntilProjected: WaitUntilProjected;
  /** Removes from the disks what deleted rows and replaced keys have left there. */
  scrub: () => Promise<void>;
}>;

/**
 * Whenever an account is erased, deletes its data outside the log, because the request for the erasure may have been
 * interrupted.
 */
export const finishErasingAccounts = ({ forget, waitUntilProjected, scrub }: Erasure): Policy => ({
  name,
  whenever: new Set([erasure]),
  minAgeMs: 0,
  async act({ stream, metadata: { owner }, position }: RecordedEvent) {
    await forget(parseStream(stream).id as AccountId);
    await waitUntilProjected({ owner, position });
    await scrub();
  },
});

const pageSize = 1_000;

/**
 * Deletes again the data of accounts whose erasure comes after the policy's checkpoint in the log. Must end before the
 * service answers requests: a restored database contains deleted data keys again, and an older checkpoint.
 */
export async function reapplyErasures(
  { log, checkpoints }: Readonly<{ log: Log; checkpoints: PolicyCheckpoints }>,
  forget: Erasure['forget'],
): Promise<void> {
  for (let after = await checkpoints.read(name); ; ) {
    const page = await log.page(after, pageSize, new Set([erasure]));
    for (const { stream } of page) await forget(parseStream(stream).id as AccountId);
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    after = last.position;
  }
}
