import type { Presence } from '../documents/presence.ts';
import { replay } from '../documents/presence.ts';
import type { AnyEvent, RecordedEvent, StreamEvent } from '../events/event.ts';
import { type Category, type EventsByCategory, parseStream } from '../events/streams.ts';
import type { Claim } from '../ports/claims.ts';
import type { AccountConfig } from './account/admission.ts';
import { createAccountDecider } from './account/decider.ts';
import type { Decider } from './decider.ts';
import { exercise } from './exercise/decider.ts';
import { fileImport } from './import/decider.ts';
import { referenceList } from './reference-list/decider.ts';
import { session } from './session/decider.ts';

/** A decider for the events of its category. A category without a decider, or with another one's, does not compile. */
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
  }) satisfies { readonly [C in Category]: DeciderOf<C> };

export type Aggregates = ReturnType<typeof createAggregates>;

type AnyDecider = Decider<unknown, unknown, AnyEvent, Presence<unknown>>;

/** The unique names that an aggregate has by the events of its stream. */
export function claimsHeld(aggregates: Aggregates, stream: string, events: readonly RecordedEvent[]): readonly Claim[] {
  const { category } = parseStream(stream);
  // Each decider reads the events of its own streams only, so the exact types add nothing here.
  const decider = (aggregates as unknown as Readonly<Record<string, AnyDecider>>)[category];
  if (!decider) throw new Error(`This build has no decider for the stream ${stream}`);
  return decider.claims(replay(decider, events));
}
