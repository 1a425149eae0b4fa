import { documentOf } from '../../documents/presence.ts';
import type { SessionDocument } from '../../documents/session.ts';
import type { SessionEvent, SessionStarted } from '../../events/session.ts';
import { checkAppendSize } from './content/content-size.ts';
import { differenceOf } from './content/difference.ts';
import { deleteSession } from './delete-session.ts';
import { editsOf } from './edit-session.ts';
import { endOf } from './replace-session.ts';
import { isCorrection, type Session } from './state.ts';

/**
 * Gives a training session the content of an earlier document of it, with the same ids. `before` is null if the session
 * did not exist then. Nothing is checked that was accepted once.
 */
export type RevertSession = Readonly<{ type: 'RevertSession'; data: Readonly<{ before: SessionDocument | null }> }>;

export function revertSession({ data: { before } }: RevertSession, { presence, created }: Session): SessionEvent[] {
  const document = documentOf(presence);
  const deleted = document ? deleteSession() : [];
  if (before === null) return deleted;
  const events =
    document?.status === before.status
      ? [...editsOf(document, before), ...differenceOf(document.exercises, before.exercises, isCorrection(document))]
      : // A session that has ended never goes on, so it is deleted and begins again.
        [...deleted, ...beginAgain(before, created)];
  checkAppendSize(events);
  return events;
}

function beginAgain(before: SessionDocument, created: Session['created']): SessionEvent[] {
  const { id, name, notes, startedAt, timezone, endedAt, status, exercises } = before;
  const first = created.get(id) as SessionStarted['data'];
  const personal = { ...first.personal, name, notes };
  return [
    { type: 'SessionStarted', data: { ...first, startedAt, timezone, personal } },
    ...differenceOf([], exercises, false),
    ...(endedAt === null ? [] : [endOf(status, endedAt)]),
  ];
}
