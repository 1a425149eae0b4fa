import type { Context } from '../../commands/context.ts';
import type { Outcome } from '../../commands/execute.ts';
import { fileImport, type ImportCommand } from '../../commands/import/decider.ts';
import type { ImportPresence } from '../../documents/import.ts';
import type { ImportId } from '../../events/ids.ts';
import type { ImportPorts, Sender } from './import-request.ts';

/** The commands with which a request begins. Only they get the request's idempotency key and its required revision. */
const firstCommands: ReadonlySet<ImportCommand['type']> = new Set(['StartImport', 'BeginUndo']);

export async function sendCommand(
  ports: Pick<ImportPorts, 'execute' | 'clock'>,
  sender: Sender,
  importId: ImportId,
  command: ImportCommand,
): Promise<Outcome<ImportPresence>> {
  const { mark, ifRevision } = firstCommands.has(command.type) ? sender : {};
  const conditions = { ...(mark && { mark }), ...(ifRevision !== undefined && { ifRevision }) };
  const context = contextOf(ports, sender, sender.correlationId);
  return ports.execute(fileImport, importId, [command], { ...context, ...conditions });
}

/** Makes the context of a command. `causationId` is the id of the import or the undo that causes the command. */
export const contextOf = (
  { clock }: Pick<ImportPorts, 'clock'>,
  { userId, role, correlationId, session }: Sender,
  causationId: string,
): Context => ({
  actor: { id: userId, role, via: 'import', ...(session && { session }) },
  by: userId,
  owner: userId,
  correlationId,
  causationId,
  receivedAt: clock(),
});
