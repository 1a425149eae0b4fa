import type { Context } from '../commands/context.ts';
import type { Execute } from '../commands/execute.ts';
import { plan } from '../commands/plan/decider.ts';
import { unit } from '../commands/unit/decider.ts';
import { DomainError, type ErrorCode } from '../errors.ts';
import type { RecordedEvent } from '../events/event.ts';
import type { AccountId } from '../events/ids.ts';
import { parseStream } from '../events/streams.ts';
import { defaultRole } from '../events/values.ts';
import type { Clock } from '../ports/clock.ts';
import { actOnEach } from './act-on-each.ts';
import type { Policy } from './policy.ts';

/** A thing that is shared with others: its stream and its owner. */
export type GrantedThing = Readonly<{ stream: string; owner: AccountId }>;

type Dependencies = Readonly<{
  execute: Execute;
  clock: Clock;
  newId: () => string;
  isErased: (account: AccountId) => Promise<boolean>;
  /** The things on which the account has a grant, by the events up to the position at least. */
  listGranted: (question: Readonly<{ account: AccountId; position: bigint }>) => Promise<readonly GrantedThing[]>;
}>;

/**
 * Whenever an account is erased, ends its access to the units and plans of others. Whenever an access is granted to an
 * account that is erased, ends it too: when the policy acts on the later one of the two events, it reads the earlier
 * one.
 */
export function endAccessOfErasedAccounts({ isErased, listGranted, ...ports }: Dependencies): Policy {
  async function end({ stream, owner }: GrantedThing, account: AccountId, cause: RecordedEvent): Promise<void> {
    // The things of an erased owner have ended with it.
    if (await isErased(owner)) return;
    await endAccess(ports, { stream, owner }, account, cause);
  }
  return {
    name: 'end-access-of-erased-accounts',
    whenever: new Set(['AccountErased', 'AccessGranted']),
    minAgeMs: 0,
    async act(event) {
      const { stream, metadata, position } = event;
      if (event.type === 'AccountErased') {
        const account = parseStream(stream).id as AccountId;
        await actOnEach(await listGranted({ account, position }), (thing) => end(thing, account, event));
        return;
      }
      const { accountId } = event.data as Readonly<{ accountId: AccountId }>;
      if (await isErased(accountId)) await end({ stream, owner: metadata.owner as AccountId }, accountId, event);
    },
  };
}

/** The refusals of a thing that was deleted meanwhile. */
const gone: ReadonlySet<ErrorCode> = new Set(['unit-not-found', 'plan-not-found']);

/** Ends the access on behalf of the owner: the account itself may do nothing any more. */
async function endAccess(
  { execute, clock, newId }: Pick<Dependencies, 'execute' | 'clock' | 'newId'>,
  { stream, owner }: GrantedThing,
  accountId: AccountId,
  { id: causationId }: RecordedEvent,
): Promise<void> {
  const { category, id } = parseStream(stream);
  const command = { type: 'EndAccess', data: { accountId } } as const;
  const context: Context = {
    ...{ actor: { id: owner, role: defaultRole, via: 'policy' }, by: owner, owner },
    ...{ correlationId: newId(), causationId, receivedAt: clock() },
  };
  try {
    if (category === 'unit') await execute(unit, id, [command], context);
    if (category === 'plan') await execute(plan, id, [command], context);
  } catch (error) {
    if (!(error instanceof DomainError && gone.has(error.code))) throw error;
  }
}
