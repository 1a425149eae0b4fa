import type { Execute } from '../commands/execute.ts';
import { DomainError } from '../errors.ts';
import type { AccountId, ImportId } from '../events/ids.ts';
import { defaultRole } from '../events/values.ts';
import { endAccessOfErasedAccounts } from '../policies/end-access-of-erased-accounts.ts';
import { endCoachingOfErasedAccounts } from '../policies/end-coaching-of-erased-accounts.ts';
import { finishErasingAccounts } from '../policies/finish-erasing-accounts.ts';
import { finishUndoingImports } from '../policies/finish-undoing-imports.ts';
import { listErasedAccounts } from '../policies/list-erased-accounts.ts';
import { removeNotesOnErasedAccounts } from '../policies/remove-notes-on-erased-accounts.ts';
import type { createForgetAccount } from '../use-cases/account/erase.ts';
import type { createReadAccount } from '../use-cases/account/read-account.ts';
import type { createUndoImport } from '../use-cases/import/undo.ts';
import type { Ports } from './assemble.ts';

/** What the policies act through. */
type Parts = Readonly<{
  execute: Execute;
  readAccount: ReturnType<typeof createReadAccount>;
  imports: Readonly<{ undo: ReturnType<typeof createUndoImport> }>;
  forget: ReturnType<typeof createForgetAccount>;
}>;

/** Creates the policies, which follow the log and send commands. */
export function createPolicies(ports: Ports, { execute, readAccount, imports, forget }: Parts) {
  const { queries, clock, ids, log, scrub } = ports;
  const parts = {
    ...{ execute, clock, newId: () => ids.make() },
    isErased: async (id: AccountId) => (await readAccount(id)).fold.kind === 'gone',
  };
  return [
    finishUndoingImports(createUndoByPolicy(ports, imports.undo)),
    endAccessOfErasedAccounts({ ...parts, listGranted: queries.listGranted }),
    endCoachingOfErasedAccounts({ ...parts, listOpenCoachings: queries.listOpenCoachings }),
    removeNotesOnErasedAccounts({ ...parts, listNoted: queries.listNoted }),
    listErasedAccounts(ports.listErased),
    finishErasingAccounts({ log, forget, waitUntilProjected: queries.waitUntilProjected, scrub }),
  ];
}

/**
 * Creates the function with which a policy undoes an import. It waits while the undo runs as a job, and leaves an undo
 * that its owner has cancelled to the owner. The idempotency key of the undo comes from the event, so
 * that repeating it has no further effect.
 */
const createUndoByPolicy =
  ({ mark, ids, importJobs }: Ports, undo: Parts['imports']['undo']) =>
  async ({
    userId,
    importId,
    key,
  }: Readonly<{ userId: AccountId; importId: ImportId; key: string }>): Promise<void> => {
    const job = await importJobs.read(importId);
    if (job?.kind === 'undo' && job.state === 'cancelled') return;
    if (job?.kind === 'undo' && job.state === 'running') throw new DomainError('unavailable', 'The undo still runs.');
    await undo({
      ...{ userId, importId, role: defaultRole, correlationId: ids.make() },
      mark: mark(userId, key, { method: 'POLICY', path: importId, body: null }),
    });
  };
