import type { Owner } from '../events/ids.ts';

/** Settles once every read model has applied the owner's events up to the position, else refuses `read-model-behind`. */
export type WaitUntilProjected = (event: Readonly<{ owner: Owner; position: bigint }>) => Promise<void>;
