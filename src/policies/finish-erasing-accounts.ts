import type { RecordedEvent } from '../events/event.ts';
import type { AccountId, Owner } from '../events/ids.ts';
import { parseStream } from '../events/streams.ts';
import type { Log } from '../ports/log.ts';
import type { PolicyCheckpoints } from '../ports/policy-checkpoints.ts';
import type { WaitUntilProjected } from '../ports/projected.ts';
import type { Policy } from './policy.ts';

const name = 'finish-erasing-accounts';
const erasures: ReadonlySet<string> = new Set(['AccountErased']);

/**
 * Removes from the disks what deleted rows and replaced keys have left there. First rests for a while after an earlier
 * scrub, unless the process stops. Calls `prepare` again and again during the rest, and right before the scrub.
 */
export type Scrub = (prepare: () => Promise<void>, stopping: AbortSignal) => Promise<void>;

export type Erasure = Readonly<{
  log: Pick<Log, 'page'>;
  /** Deletes the data key and everything else about the account that is stored outside the log. */
  forget: (account: AccountId) => Promise<void>;
  waitUntilProjected: WaitUntilProjected;
  scrub: Scrub;
}>;

type ErasedAccount = Readonly<{ account: AccountId; owner: Owner; position: bigint }>;

/**
 * Whenever an account is erased, deletes its data outside the log, because the request for the erasure may have been
 * interrupted. One scrub serves all accounts that have been erased until it begins.
 */
export function finishErasingAccounts({ log, forget, waitUntilProjected, scrub }: Erasure): Policy {
  /** The last erasure whose data was deleted before the last scrub began. */
  let scrubbedUpTo = 0n;

  async function finish({ account, owner, position }: ErasedAccount): Promise<void> {
    await forget(account);
    await waitUntilProjected({ owner, position });
  }

  return {
    name,
    whenever: erasures,
    minAgeMs: 0,
    async act(event, _key, stopping) {
      const first = erasedAccountOf(event);
      await finish(first);
      if (first.position <= scrubbedUpTo) return;
      let last = first.position;
      const finishLater = async () => {
        for await (const later of erasuresAfter(log, last)) {
          await finish(later);
          last = later.position;
        }
      };
      do {
        await scrub(finishLater, stopping);
        scrubbedUpTo = last;
        // A stopping process handles no further event. So it finishes the accounts that were erased meanwhile here.
        if (stopping.aborted) await finishLater();
      } while (last > scrubbedUpTo);
    },
  };
}

/**
 * Deletes again the data of accounts whose erasure comes after the policy's checkpoint in the log. Must end before the
 * service answers requests: a restored database contains deleted data keys again, and an older checkpoint.
 */
export async function reapplyErasures(
  { log, checkpoints }: Readonly<{ log: Pick<Log, 'page'>; checkpoints: Pick<PolicyCheckpoints, 'read'> }>,
  forget: Erasure['forget'],
): Promise<void> {
  for await (const { account } of erasuresAfter(log, await checkpoints.read(name))) await forget(account);
}

const pageSize = 1_000;

/** Yields the accounts that were erased after the position, up to the present end of the log. */
async function* erasuresAfter(log: Pick<Log, 'page'>, position: bigint): AsyncGenerator<ErasedAccount> {
  for (let after = position; ; ) {
    const page = await log.page(after, pageSize, erasures);
    for (const event of page) yield erasedAccountOf(event);
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    after = last.position;
  }
}

const erasedAccountOf = ({
  stream,
  metadata: { owner },
  position,
}: Pick<RecordedEvent, 'stream' | 'metadata' | 'position'>): ErasedAccount => ({
  account: parseStream(stream).id as AccountId,
  owner,
  position,
});
