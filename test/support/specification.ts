import { expect } from 'chai';
import type { Decider, DecisionContext } from '../../src/commands/decider.ts';
import type { Presence } from '../../src/documents/presence.ts';
import { DomainError, type ErrorCode } from '../../src/errors.ts';
import type { AnyEvent, StreamEvent } from '../../src/events/event.ts';
import type { AccountId, CredentialId, Instant } from '../../src/events/ids.ts';
import type { Channel } from '../../src/events/values.ts';

export const athlete = '01900000-0000-7000-8000-00000000000a' as AccountId;
export const stranger = '01900000-0000-7000-8000-00000000000b' as AccountId;
/** The id of the first password of the accounts that tests register. */
export const firstCredentialId = '01900000-0000-7000-8000-000000000032' as CredentialId;
export const noon = '2026-01-10T12:00:00.000000Z' as Instant;

/** An event together with the metadata that it would have in its stream. */
export const eventAt = <Event extends AnyEvent>(
  event: Event,
  revision: number,
  at = noon,
  via: Channel = 'http',
): StreamEvent<Event> => ({
  ...event,
  revision,
  metadata: {
    $correlationId: 'correlation',
    $causationId: 'causation',
    actor: { id: athlete, role: 'application-access', via },
    owner: athlete,
    occurredAt: at,
    receivedAt: at,
    schema: 1,
  },
});

/** Turns events into the complete stream of an aggregate, from its first event on. */
export const streamOfEvents = <Event extends AnyEvent>(events: readonly Event[], at = noon): StreamEvent<Event>[] =>
  events.map((event, revision) => eventAt(event, revision, at));

/**
 * Tests a decider: given past events, when a command is sent, then the decider must return the expected events or
 * refuse the command.
 */
export const specificationOf = <State, Command, Event extends AnyEvent, P extends Presence<unknown>>(
  decider: Decider<State, Command, Event, P>,
) => {
  return (...past: readonly Event[]) => ({
    when(command: Command, { by = athlete, at = noon }: Partial<DecisionContext> = {}) {
      const state = streamOfEvents(past).reduce(decider.evolve, decider.initial);
      const decide = (): readonly Event[] => {
        decider.admit(command, state, { by, at });
        return decider.decide(command, state, { by, at });
      };
      return {
        thenYields(...expected: readonly Event[]) {
          expect(decide()).to.deep.equal(expected);
        },
        thenRefused(code: ErrorCode, field?: string) {
          const refusal = refusalOf(decide);
          expect(refusal?.code).to.equal(code);
          if (field !== undefined) expect(refusal?.validationErrors.map((each) => each.field)).to.deep.equal([field]);
        },
      };
    },
  });
};

/** The domain error that `work` throws; null if it throws nothing. */
export function refusalOf(work: () => unknown): DomainError | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}
