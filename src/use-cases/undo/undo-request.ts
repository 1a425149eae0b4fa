import type { Context } from '../../commands/context.ts';
import type { Execute } from '../../commands/execute.ts';
import type { Foresee } from '../../commands/foresee.ts';
import type { AccountId, Instant } from '../../events/ids.ts';
import type { Category } from '../../events/schemas.ts';
import type { EventStore } from '../../ports/event-store.ts';
import type { Ids } from '../../ports/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import type { UndoRequest as UndoImportRequest } from '../import/undo.ts';

/** An aggregate of the account: it has a stream, unlike an entry or a set. */
export type Thing = Readonly<{ kind: Category; id: string }>;

export type UndoPorts = Readonly<{
  execute: Execute;
  /** Decides the commands without appending, which tells what an undo would change. */
  foresee: Foresee;
  store: Pick<EventStore, 'read'>;
  ids: Pick<Ids, 'derive'>;
  /** Runs the import's own undo, which marks the import as undone. */
  undoImport: (request: UndoImportRequest) => Promise<unknown>;
  /** The account's own things that it has changed since a time, in the order of the first changes. */
  listChangedThings: (
    question: Readonly<{ owner: AccountId; since: Instant; requiredPosition: RequiredPosition }>,
  ) => Promise<readonly Thing[]>;
}>;

/** Asks to undo what one client has done since a time of the server's clock. */
export type UndoChanges = Readonly<{
  /** The id of the auth session, the personal access token or the grant of an app, as in the actor of events. */
  session: string;
  since: Instant;
  /** True to report only what would change. */
  preview: boolean;
  context: Context;
  requiredPosition: RequiredPosition;
}>;

/**
 * A thing whose earlier content is restored. `changes`: what this request has changed in it, in sentences. `position`:
 * the log position after the commands; null in a preview, for an import, and if the thing was restored already.
 */
export type Undone = Thing & Readonly<{ changes: readonly string[]; position: bigint | null }>;

/** A thing that was not undone, and why. */
export type Left = Thing & Readonly<{ reason: string; detail: string }>;

export type UndoReport = Readonly<{ undone: readonly Undone[]; left: readonly Left[] }>;
