import { isSupportOpen, type SupportPresence } from '../../documents/support.ts';
import { DomainError } from '../../errors.ts';
import { type AccountId, instantOf, type SupportAccessId } from '../../events/ids.ts';
import type { SupportEvent } from '../../events/support.ts';
import { reasonLength, supportMs } from '../../events/support-values.ts';
import { checkName } from '../checks.ts';
import type { DecisionContext } from '../decider.ts';

/** A superuser opens an access to the history of an athlete. The stream gets the athlete as its owner. */
export type OpenSupportAccess = Readonly<{
  type: 'OpenSupportAccess';
  data: Readonly<{ supportAccessId: SupportAccessId; athleteId: AccountId; reason: string }>;
}>;

/** A repetition changes nothing while the access is open, and cannot open it again later. */
export function openAccess(
  { data }: OpenSupportAccess,
  support: SupportPresence,
  { by, at }: DecisionContext,
): SupportEvent[] {
  const { supportAccessId, athleteId, reason } = data;
  if (support.kind === 'present') {
    const { document } = support;
    const isSame = document.athleteId === athleteId && document.superuserId === by && document.reason === reason;
    if (isSame && isSupportOpen(document, at)) return [];
    throw new DomainError('id-taken', 'This id is already in use.');
  }
  checkName('reason', reason, reasonLength);
  const expiresAt = instantOf(Date.parse(at) + supportMs);
  const personal = { reason };
  return [{ type: 'SupportAccessOpened', data: { supportAccessId, athleteId, superuserId: by, expiresAt, personal } }];
}
