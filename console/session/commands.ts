import type { QueuedCommand } from '../../client/irontrack.ts';
import { send } from '../api/outbox.ts';

type Body<Operation extends string> =
  Extract<QueuedCommand, Readonly<{ operation: Operation }>> extends Readonly<{ body?: infer Of }>
    ? NonNullable<Of>
    : never;

export type SetBody = Body<'correctSet'>;
export type EntryBody = Body<'editEntry'>;
export type SessionBody = Body<'editSession'>;

const newId = (): string => crypto.randomUUID();

/** The changes of one session. Each is stored in this browser before it is sent, so it needs no network. */
export const sessionCommands = (id: string) => ({
  edit: (body: SessionBody) => send({ operation: 'editSession', path: { id }, body }),
  complete: () => send({ operation: 'completeSession', path: { id } }),
  abort: () => send({ operation: 'abortSession', path: { id } }),
  remove: () => send({ operation: 'deleteSession', path: { id } }),
  addEntry: (body: Omit<Body<'addEntry'>, 'id'>) =>
    send({ operation: 'addEntry', path: { id }, body: { ...body, id: newId() } }),
  reorderEntries: (ids: readonly string[]) =>
    send({ operation: 'reorderEntries', path: { id }, body: { ids: [...ids] } }),
});
export type SessionCommands = ReturnType<typeof sessionCommands>;

/** The changes of one exercise of a session. */
export const entryCommands = (id: string, entryId: string) => {
  const path = { id, entryId };
  return {
    edit: (body: EntryBody) => send({ operation: 'editEntry', path, body }),
    remove: () => send({ operation: 'removeEntry', path }),
    logSet: (body: SetBody) => send({ operation: 'logSet', path, body: { ...body, id: newId() } }),
    correctSet: (setId: string, body: SetBody) => send({ operation: 'correctSet', path: { ...path, setId }, body }),
    removeSet: (setId: string) => send({ operation: 'removeSet', path: { ...path, setId } }),
    reorderSets: (ids: readonly string[]) => send({ operation: 'reorderSets', path, body: { ids: [...ids] } }),
  };
};
export type EntryCommands = ReturnType<typeof entryCommands>;
