import { type Presence, replay } from '../documents/presence.ts';
import type { AnyEvent, StreamEvent } from '../events/event.ts';
import type { Category, EventsByCategory } from '../events/schemas.ts';
import { parseStream } from '../events/streams.ts';
import type { Claim } from '../ports/claims.ts';
import type { AccountConfig } from './account/admission.ts';
import { createAccountDecider } from './account/decider.ts';
import { coaching } from './coaching/decider.ts';
import type { Decider } from './decider.ts';
import { discussion } from './discussion/decider.ts';
import { exercise } from './exercise/decider.ts';
import { fileImport } from './import/decider.ts';
import { measurement } from './measurement/decider.ts';
import { plan } from './plan/decider.ts';
import { profile } from './profile/decider.ts';
import { referenceList } from './reference-list/decider.ts';
import { schedule } from './schedule/decider.ts';
import { session } from './session/decider.ts';
import { support } from './support/decider.ts';
import { unit } from './unit/decider.ts';
import { watch } from './watch/decider.ts';

/**
 * A decider for the events of category `C`. With this type, a category without a decider, or with the decider of
 * another category, does not compile.
 */
type DeciderOf<C extends Category> = Readonly<{
  evolve: (state: never, event: StreamEvent<EventsByCategory[C]>) => unknown;
}>;

/** The deciders of all aggregates, by the category of their streams. */
export const createAggregates = (config: AccountConfig) =>
  ({
    account: createAccountDecider(config),
    session,
    import: fileImport,
    directory: referenceList,
    exercise,
    unit,
    plan,
    schedule,
    profile,
    measurement,
    coaching,
    watch,
    support,
    discussion,
  }) satisfies { readonly [C in Category]: DeciderOf<C> };

export type Aggregates = ReturnType<typeof createAggregates>;

type AnyDecider = Decider<unknown, unknown, AnyEvent, Presence<unknown>>;

function deciderOf(aggregates: Aggregates, stream: string): AnyDecider {
  const { category } = parseStream(stream);
  // A decider only ever gets events of its own category's streams, so the exact types would add nothing here.
  const decider = (aggregates as unknown as Readonly<Record<string, AnyDecider>>)[category];
  if (!decider) throw new Error(`This build has no decider for the stream ${stream}`);
  return decider;
}

/** The uniqueness claims that an aggregate has after `events`, which are all events of its stream. */
export function claimsHeld(aggregates: Aggregates, stream: string, events: readonly StreamEvent[]): readonly Claim[] {
  const decider = deciderOf(aggregates, stream);
  return decider.claims(replay(decider, events));
}

/**
 * The presence of an aggregate (absent, present or gone, with its document) after `events`, all events of its stream.
 */
export function presenceOf(aggregates: Aggregates, stream: string, events: readonly StreamEvent[]): Presence<unknown> {
  const decider = deciderOf(aggregates, stream);
  return decider.presence(replay(decider, events));
}
