import type { RecordedEvent } from '../../events/event.ts';
import { isTransient } from '../core/retry.ts';
import { Undecided } from './isolate-poison.ts';

/** Events that show whether a projection can apply anything, by version key (`name@version`). */
export type ControlEvents = ReadonlyMap<string, readonly RecordedEvent[]>;

/**
 * How a batch of events is applied. `plain`: all together, so that one poison event fails the batch. `isolating`: the
 * poison events are found and their streams parked, and all other events are applied.
 */
export type Strategy = Readonly<{ kind: 'plain' }> | Readonly<{ kind: 'isolating'; controls: ControlEvents }>;

/**
 * Runs a transaction with up to three strategies: first `plain`; after a failure other than an outage, `isolating`;
 * and if no event of the batch can be applied, `isolating` again, with control events from the log.
 */
export async function tryStrategies<Result>(
  run: (strategy: Strategy) => Promise<Result>,
  readControls: () => Promise<ControlEvents>,
): Promise<Result> {
  try {
    return await run({ kind: 'plain' });
  } catch (error) {
    if (isTransient(error)) throw error;
  }
  try {
    return await run({ kind: 'isolating', controls: new Map() });
  } catch (error) {
    if (!(error instanceof Undecided)) throw error;
  }
  try {
    return await run({ kind: 'isolating', controls: await readControls() });
  } catch (error) {
    throw error instanceof Undecided ? error.cause : error;
  }
}
