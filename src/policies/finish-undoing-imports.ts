import type { AccountId, ImportId } from '../events/ids.ts';
import { parseStream } from '../events/streams.ts';
import type { Policy } from './policy.ts';

/**
 * How long ago an undo must have begun before the policy acts: longer than a request needs to undo the largest import.
 */
const minAgeMs = 120_000;

type Undo = (request: { userId: AccountId; importId: ImportId; key: string }) => Promise<void>;

/**
 * Whenever the undo of an import has begun, finishes it, because the request that began it may have been interrupted.
 */
export const finishUndoingImports = (undo: Undo): Policy => ({
  name: 'finish-undoing-imports',
  whenever: new Set(['ImportUndoBegun']),
  minAgeMs,
  act: ({ stream, metadata }, key) =>
    undo({ userId: metadata.owner as AccountId, importId: parseStream(stream).id as ImportId, key }),
});
