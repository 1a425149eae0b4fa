import { idOf, type RecordedEvent } from '../events/event.ts';
import type { AccountId, Owner } from '../events/ids.ts';
import type { Log } from '../ports/log.ts';
import type { PolicyCheckpoints } from '../ports/policy-checkpoints.ts';
import type { Policy } from './policy.ts';

const name = 'finish-erasing-accounts';
const erased = 'AccountErased';

export type Erasure = Readonly<{
  /** Destroys the key and all that stands outside the log. */
  forget: (account: AccountId) => Promise<void>;
  /** Settles once every read model has taken the erasure in. */
  waitUntilProjected: (event: Readonly<{ owner: Owner; position: bigint }>) => Promise<void>;
  /** Lets go of what deleted rows and replaced keys have left on disks. */
  scrub: () => Promise<void>;
}>;

/** Whenever an account was erased, forget what is kept of it outside the log, also where whoever erased it did not get to the end. */
export const finishErasingAccounts = ({ forget, waitUntilProjected, scrub }: Erasure): Policy => ({
  name,
  whenever: new Set([erased]),
  ageMs: 0,
  async act({ stream, metadata: { owner }, position }: RecordedEvent) {
    await forget(idOf(stream) as AccountId);
    await waitUntilProjected({ owner, position });
    await scrub();
  },
});

const pageSize = 1_000;

/**
 * Forgets again every account whose erasure lies behind what the policy has dealt with, up to the log's end. A database that was restored
 * brings back keys, and the policy's checkpoint from before they were destroyed: nothing may be served until this is done.
 */
export async function reapplyErasures(
  { log, checkpoints }: Readonly<{ log: Log; checkpoints: PolicyCheckpoints }>,
  forget: Erasure['forget'],
): Promise<void> {
  for (let after = await checkpoints.read(name); ; ) {
    const page = await log.page(after, pageSize);
    for (const { type, stream } of page) if (type === erased) await forget(idOf(stream) as AccountId);
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    after = last.position;
  }
}
