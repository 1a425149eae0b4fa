import { expect } from 'chai';
import type { Decider, DecisionContext } from '../../src/commands/decider.ts';
import type { Presence } from '../../src/documents/presence.ts';
import { DomainError, type ErrorCode } from '../../src/errors.ts';
import type { AnyEvent, StreamEvent } from '../../src/events/event.ts';
import type { AccountId, CredentialId, Instant } from '../../src/events/ids.ts';

export const athlete = '01900000-0000-7000-8000-00000000000a' as AccountId;
export const stranger = '01900000-0000-7000-8000-00000000000b' as AccountId;
/** What the password that accounts are registered with is kept under. */
export const firstPassword = '01900000-0000-7000-8000-000000000032' as CredentialId;
export const noon = '2026-01-10T12:00:00.000000Z' as Instant;

/** An event with the metadata it would be stored with. */
export const factOf = <Event extends AnyEvent>(event: Event, revision: number, at = noon): StreamEvent<Event> => ({
  ...event,
  revision,
  metadata: {
    $correlationId: 'correlation',
    $causationId: 'causation',
    actor: { id: athlete, role: 'application-access', via: 'http' },
    owner: athlete,
    occurredAt: at,
    receivedAt: at,
    schema: 1,
  },
});

/** Given past events, when a command comes, then these events follow, or it is refused. */
export const specificationOf = <State, Command, Event extends AnyEvent, P extends Presence<unknown>>(
  decider: Decider<State, Command, Event, P>,
) => {
  return (...past: readonly Event[]) => ({
    when(command: Command, { by = athlete, at = noon }: Partial<DecisionContext> = {}) {
      const state = past.map((event, revision) => factOf(event, revision)).reduce(decider.evolve, decider.initial);
      const decide = (): readonly Event[] => {
        decider.admit(command, state, { by, at });
        return decider.decide(command, state, { by, at });
      };
      return {
        thenYields(...expected: readonly Event[]) {
          expect(decide()).to.deep.equal(expected);
        },
        thenRefused(code: ErrorCode, field?: string) {
          try {
            decide();
          } catch (error) {
            if (!(error instanceof DomainError)) throw error;
            expect(error.code).to.equal(code);
            if (field !== undefined) expect(error.validationErrors.map((each) => each.field)).to.include(field);
            return;
          }
          expect.fail(`the command was not refused with ${code}`);
        },
      };
    },
  });
};
