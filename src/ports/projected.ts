import type { Owner } from '../events/ids.ts';

/**
 * Waits until every read model contains the owner's events up to the position; refuses with `read-model-behind` if that
 * takes too long.
 */
export type WaitUntilProjected = (event: Readonly<{ owner: Owner; position: bigint }>) => Promise<void>;
