import { type Presence, replay } from '../documents/presence.ts';
import type { AnyEvent, RecordedEvent, StreamEvent } from '../events/event.ts';
import { streamOf } from '../events/streams.ts';
import type { EventStore } from '../ports/event-store.ts';
import { checkCoach } from './coach-right.ts';
import type { Context } from './context.ts';
import type { Decider } from './decider.ts';
import { decideAll } from './decision.ts';
import type { Outcome } from './execute.ts';
import { checkFingerprint, foldOf } from './loaded-stream.ts';
import { checkOwner, checkReader } from './shared-owner.ts';

/** What commands would do: the events of the stream so far, those that would follow, and the outcome after them. */
export type Foreseen<P> = Readonly<{
  history: readonly RecordedEvent[];
  events: readonly StreamEvent[];
  outcome: Outcome<P>;
}>;

/**
 * Decides commands as `execute` does, and appends nothing. Refuses as `execute` does, but takes no claims: a name that
 * is in use is refused only when the command is sent.
 */
export type Foresee = <State, Command, Event extends AnyEvent, P extends Presence<unknown>>(
  decider: Decider<State, Command, Event, P>,
  id: string,
  commands: readonly Command[],
  context: Context,
) => Promise<Foreseen<P>>;

export const createForesee =
  (store: EventStore): Foresee =>
  async (decider, id, commands, context) => {
    await checkCoach(store, context);
    const history = await store.read(streamOf(decider.category, id));
    const loaded = foldOf(decider, history as never);
    const { head, owner } = loaded;
    const common = { owner: owner ?? context.owner, position: head.position };
    const earlier = context.mark && loaded.seen.get(context.mark.digest);
    if (earlier && context.mark) {
      checkFingerprint(earlier, context.mark);
      await checkReader(store, decider, loaded, context);
      const { revision } = earlier;
      const presence = decider.presence(replay(decider, history.slice(0, revision + 1)));
      return { history, events: [], outcome: { ...common, presence, revision, events: 0, isRepetition: true } };
    }
    const { events, state, revision } = decideAll(decider, commands, loaded, context);
    await checkOwner(store, decider, owner, context);
    const after = { presence: decider.presence(state), revision, events: events.length, isRepetition: false };
    return { history, events, outcome: { ...common, ...after } };
  };
