import type { RecordedEvent } from '../../events/event.ts';
import { isTransient } from '../core/retry.ts';
import { Undecided } from './isolate-poison.ts';

/** Events that show whether a projection can apply anything, by the key of its version. */
export type ControlEvents = ReadonlyMap<string, readonly RecordedEvent[]>;

/** How a batch is applied: plainly, failing at the first poison event, or isolating its poison events. */
export type Strategy = Readonly<{ kind: 'plain' }> | Readonly<{ kind: 'isolating'; controls: ControlEvents }>;

/**
 * Runs a transaction with one strategy after the other: plainly; after a failure that is not an outage, isolating
 * poison events; and if no event of the batch can be applied, isolating them with control events from the log.
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
