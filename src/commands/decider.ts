import type { Fold, Presence } from '../documents/presence.ts';
import type { AnyEvent } from '../events/event.ts';
import type { AccountId, Instant } from '../events/ids.ts';
import type { Category, QuotaKind } from '../events/schemas.ts';
import type { Claim } from '../ports/claims.ts';

/**
 * Who sends the command, the server's time, and the time when the command was made if that was earlier. A decision
 * depends on these, on the command and on the state, and on nothing else.
 */
export type DecisionContext = Readonly<{ by: AccountId; at: Instant; madeAt?: Instant }>;

/** The rules of one kind of aggregate, as pure functions over its events. */
export type Decider<State, Command, Event extends AnyEvent, P extends Presence<unknown>> = Fold<State, Event> &
  Readonly<{
    category: Category;
    /**
     * Throws a `DomainError` if the account may not send the command to the aggregate, or may not know that it exists.
     */
    admit: (command: Command, state: State, context: DecisionContext) => void;
    /**
     * Throws a `DomainError` if the account may no longer read the aggregate. Without this check, a repetition under
     * an idempotency key would return a document that is no longer shared with the account. An aggregate that is never
     * shared has no such function.
     */
    admitReader?: (state: State, by: AccountId) => void;
    /**
     * Returns the events that the command results in; none if it would change nothing. Refuses with a `DomainError`.
     */
    decide: (command: Command, state: State, context: DecisionContext) => readonly Event[];
    /** Tells from the state whether the aggregate is absent, present (with its document) or gone. */
    presence: (state: State) => P;
    /** The time of the event by the client's clock; null if the event does not contain such a time. */
    occurredAt: (event: Event) => Instant | null;
    /** The uniqueness claims that the aggregate needs in this state. */
    claims: (state: State) => readonly Claim[];
    /** The quota of the owner toward which the aggregate counts while `counts` is true. */
    quota?: Readonly<{ kind: QuotaKind; counts: (state: State) => boolean }>;
  }>;
