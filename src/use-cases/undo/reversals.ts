import type { Decider } from '../../commands/decider.ts';
import { discussion } from '../../commands/discussion/decider.ts';
import { exercise } from '../../commands/exercise/decider.ts';
import { measurement } from '../../commands/measurement/decider.ts';
import { plan } from '../../commands/plan/decider.ts';
import { profile } from '../../commands/profile/decider.ts';
import { schedule } from '../../commands/schedule/decider.ts';
import { session } from '../../commands/session/decider.ts';
import { unit } from '../../commands/unit/decider.ts';
import type { Presence } from '../../documents/presence.ts';
import type { AnyEvent, RecordedEvent } from '../../events/event.ts';
import type { AccountId } from '../../events/ids.ts';
import type { Category } from '../../events/schemas.ts';
import { commentReversals } from './comment-reversals.ts';
import { profileReversals } from './profile-reversals.ts';

/** From what a reversal follows: the documents before the changes and now, and the events before them. */
export type Reverted = Readonly<{
  before: unknown;
  now: unknown;
  earlier: readonly RecordedEvent[];
  owner: AccountId;
}>;

/** The commands that restore the earlier content of a thing. Their types are those of the decider. */
export type Reversal = Readonly<{
  decider: Decider<unknown, unknown, AnyEvent, Presence<unknown>>;
  commands: readonly unknown[];
}>;

const reversal = <State, Command, Event extends AnyEvent, P extends Presence<unknown>>(
  decider: Decider<State, Command, Event, P>,
  commands: readonly NoInfer<Command>[],
): Reversal => ({ decider, commands }) as unknown as Reversal;

/**
 * How a thing of each kind is reverted; null if that is not possible. A kind comes before the kinds that refer to it:
 * an exercise before the units that contain it. Created things are removed in the opposite order.
 */
const reversals: Readonly<Partial<Record<Category, (reverted: Reverted) => Reversal | null>>> = {
  exercise: ({ before }) => reversal(exercise, [{ type: 'RevertOwnExercise', data: { before: before as never } }]),
  unit: ({ before }) => reversal(unit, [{ type: 'RevertUnit', data: { before: before as never } }]),
  plan: ({ before }) => reversal(plan, [{ type: 'RevertPlan', data: { before: before as never } }]),
  schedule: ({ earlier }) =>
    reversal(schedule, [{ type: 'RevertSchedule', data: { earlier: earlier as readonly never[] } }]),
  profile: (reverted) => reversal(profile, profileReversals(reverted)),
  session: ({ before }) => reversal(session, [{ type: 'RevertSession', data: { before: before as never } }]),
  measurement: ({ before }) =>
    reversal(measurement, [{ type: 'RevertMeasurement', data: { before: before as never } }]),
  discussion: (reverted) => {
    const commands = commentReversals(reverted);
    return commands && reversal(discussion, commands);
  },
};

/** The kinds that can be reverted, in their order. */
export const reversibleKinds = Object.keys(reversals) as readonly Category[];

/** The reversal of a thing; null if there is none. */
export const reversalOf = (kind: Category, reverted: Reverted): Reversal | null => reversals[kind]?.(reverted) ?? null;
