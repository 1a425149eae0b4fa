import type { Presence } from '../documents/presence.ts';
import type { AnyEvent, StreamEvent } from '../events/event.ts';
import type { AccountId, Instant } from '../events/ids.ts';
import type { Claim } from '../ports/claims.ts';

/** Who commands, and the server's time; the only things a decision knows besides command and state. */
export type DecisionContext = Readonly<{ by: AccountId; at: Instant }>;

/** The rules of one kind of aggregate: pure functions over its events. */
export type Decider<State, Command, Event extends AnyEvent, P extends Presence<unknown>> = Readonly<{
  /** The first part of its streams' names. */
  category: string;
  initial: State;
  /** Refuses with `DomainError` where the account may not know of, or act on, the aggregate. */
  admit: (command: Command, state: State, setting: DecisionContext) => void;
  /** What the command makes happen; nothing when it is so already. Refuses with `DomainError`. */
  decide: (command: Command, state: State, setting: DecisionContext) => readonly Event[];
  evolve: (state: State, fact: StreamEvent<Event>) => State;
  /** Whether the aggregate exists, and its document. */
  presence: (state: State) => P;
  /** When the event happened by its own account, if it says so. */
  occurredAt: (event: Event) => Instant | null;
  /** The names this state holds, each with the refusal that answers who asks for it too. */
  claims: (state: State) => readonly Claim[];
}>;
