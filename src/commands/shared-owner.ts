import { accountFold } from '../documents/account.ts';
import { documentOf, type Presence, replay } from '../documents/presence.ts';
import type { AnyEvent } from '../events/event.ts';
import type { AccountId, Owner } from '../events/ids.ts';
import { streamOf } from '../events/streams.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { Context } from './context.ts';
import type { Decider } from './decider.ts';

type Shared<State> = Pick<Decider<State, never, AnyEvent, Presence<unknown>>, 'admitReader' | 'initial'>;

/** Whether a command is about a thing of another account, which may share it. */
export const isForeign = (
  { admitReader }: Pick<Shared<never>, 'admitReader'>,
  owner: Owner | null,
  { by }: Pick<Context, 'by'>,
): owner is AccountId => admitReader !== undefined && owner !== null && owner !== 'system' && owner !== by;

/**
 * Refuses a command about a thing of another account if that account is erased or inactive, with the refusal for a
 * thing that does not exist. A coach may change only what the athlete owns, not what others share with the athlete.
 */
export async function checkOwner<State>(
  store: EventStore,
  decider: Shared<State>,
  owner: Owner | null,
  context: Pick<Context, 'by' | 'coach'>,
): Promise<void> {
  if (!isForeign(decider, owner, context)) return;
  if (context.coach) return decider.admitReader?.(decider.initial, context.by);
  const account = documentOf(replay(accountFold, await store.read(streamOf('account', owner))));
  if (!account?.isActive) decider.admitReader?.(decider.initial, context.by);
}

/**
 * Refuses an account that may no longer read a thing of another account. A repetition under an idempotency key would
 * otherwise still be answered with the thing.
 */
export async function checkReader<State>(
  store: EventStore,
  decider: Pick<Decider<State, never, AnyEvent, Presence<unknown>>, 'admitReader' | 'initial'>,
  { state, owner }: Readonly<{ state: State; owner: Owner | null }>,
  context: Pick<Context, 'by' | 'coach'>,
): Promise<void> {
  if (!isForeign(decider, owner, context)) return;
  decider.admitReader?.(state, context.by);
  await checkOwner(store, decider, owner, context);
}
