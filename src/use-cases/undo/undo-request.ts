import type { Context } from '../../commands/context.ts';
import type { Execute } from '../../commands/execute.ts';
import type { Foresee } from '../../commands/foresee.ts';
import type { AccountId, Instant } from '../../events/ids.ts';
import type { Category } from '../../events/schemas.ts';
import type { EventStore } from '../../ports/event-store.ts';
import type { Ids } from '../../ports/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import type { UndoRequest as UndoImportRequest } from '../import/undo.ts';

/** Something that has a stream. */
export type Thing = Readonly<{ kind: Category; id: string }>;

export type UndoPorts = Readonly<{
  execute: Execute;
  foresee: Foresee;
  store: Pick<EventStore, 'read'>;
  ids: Pick<Ids, 'derive'>;
  undoImport: (request: UndoImportRequest) => Promise<unknown>;
  /** The account's own things that it has changed since a time, in the order of the first changes. */
  listChangedThings: (
    question: Readonly<{ owner: AccountId; since: Instant; requiredPosition: RequiredPosition }>,
  ) => Promise<readonly Thing[]>;
}>;

/** Asks to undo what was done under one sign-in, token or grant of an app since a time of the server's clock. */
export type UndoChanges = Readonly<{
  session: string;
  since: Instant;
  /** True to tell only what would change. */
  preview: boolean;
  context: Context;
  requiredPosition: RequiredPosition;
}>;

/** A thing that has what it had before. `changes`: what this request has changed in it, in sentences. */
export type Undone = Thing & Readonly<{ changes: readonly string[]; position: bigint | null }>;

/** A thing that was left alone, and why. */
export type Left = Thing & Readonly<{ reason: string; detail: string }>;

export type UndoReport = Readonly<{ undone: readonly Undone[]; left: readonly Left[] }>;
