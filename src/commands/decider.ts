import type { Fold, Presence } from '../documents/presence.ts';
import type { AnyEvent } from '../events/event.ts';
import type { AccountId, Instant } from '../events/ids.ts';
import type { Category } from '../events/streams.ts';
import type { Claim } from '../ports/claims.ts';

/** Who sends the command, and the server's time. A decision depends on these, the command and the state only. */
export type DecisionContext = Readonly<{ by: AccountId; at: Instant }>;

/** The rules of one aggregate: pure functions over its events. */
export type Decider<State, Command, Event extends AnyEvent, P extends Presence<unknown>> = Fold<State, Event> &
  Readonly<{
    category: Category;
    /** Refuses with `DomainError` what the account may not do to the aggregate, or may not know of. */
    admit: (command: Command, state: State, context: DecisionContext) => void;
    /** The events that the command results in; none when nothing would change. Refuses with `DomainError`. */
    decide: (command: Command, state: State, context: DecisionContext) => readonly Event[];
    /** Whether the aggregate exists, with its document. */
    presence: (state: State) => P;
    /** When the event happened by the client's clock; null when the event does not say so. */
    occurredAt: (event: Event) => Instant | null;
    /** The unique names that the aggregate has in this state. */
    claims: (state: State) => readonly Claim[];
  }>;
