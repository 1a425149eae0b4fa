import { assertNever } from '../errors.ts';
import type { StreamEvent } from '../events/event.ts';
import type { AccountId, Instant, SupportAccessId } from '../events/ids.ts';
import type { SupportEvent } from '../events/support.ts';
import type { SupportSide } from '../events/support-values.ts';
import { absent, type Fold, type Presence } from './presence.ts';

/** A support access as both sides see it. It is open until `expiresAt`, unless a side has ended it before. */
export type SupportDocument = Readonly<{
  id: SupportAccessId;
  athleteId: AccountId;
  superuserId: AccountId;
  reason: string;
  expiresAt: Instant;
  revision: number;
  createdAt: Instant;
  endedAt: Instant | null;
  endedBy: SupportSide | null;
  updatedAt: Instant;
}>;

export type SupportPresence = Presence<SupportDocument>;

export const supportFold: Fold<SupportPresence, SupportEvent> = { initial: absent, evolve: foldSupport };

function foldSupport(support: SupportPresence, event: StreamEvent<SupportEvent>): SupportPresence {
  const { type, data, revision, metadata } = event;
  const at = metadata.receivedAt;
  switch (type) {
    case 'SupportAccessOpened': {
      const { supportAccessId: id, athleteId, superuserId, expiresAt, personal } = data;
      const { reason } = personal;
      const document = {
        ...{ id, athleteId, superuserId, reason, expiresAt, revision },
        ...{ createdAt: at, endedAt: null, endedBy: null, updatedAt: at },
      };
      return { kind: 'present', document };
    }
    case 'SupportAccessEnded': {
      if (support.kind !== 'present') throw new Error(`${type} of a support access that is ${support.kind}`);
      const document = { ...support.document, endedAt: at, endedBy: data.by, revision, updatedAt: at };
      return { kind: 'present', document };
    }
    default:
      return assertNever(type);
  }
}

/** Whether a support access lets the superuser read at this time. */
export const isSupportOpen = ({ endedAt, expiresAt }: SupportDocument, at: Instant): boolean =>
  endedAt === null && expiresAt > at;

/** The side on which an account is; null if it may not know of the access. */
export function supportSideOf({ athleteId, superuserId }: SupportDocument, account: AccountId): SupportSide | null {
  if (athleteId === account) return 'athlete';
  return superuserId === account ? 'superuser' : null;
}
