import { idOf } from '../events/event.ts';
import type { AccountId, ImportId } from '../events/ids.ts';
import type { Policy } from './policy.ts';

/** Longer than a request that undoes an import takes, however large the import. */
const ageMs = 120_000;

type Undo = (request: { userId: AccountId; importId: ImportId; key: string }) => Promise<void>;

/** Whenever an import has begun to be undone, and whoever began it did not get to the end, finish it. */
export const finishUndoingImports = (undo: Undo): Policy => ({
  name: 'finish-undoing-imports',
  whenever: new Set(['ImportUndoBegun']),
  ageMs,
  act: ({ stream, metadata }, key) =>
    undo({ userId: metadata.owner as AccountId, importId: idOf(stream) as ImportId, key }),
});
