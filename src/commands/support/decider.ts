import { present } from '../../documents/presence.ts';
import { isSupportOpen, type SupportPresence, supportFold, supportSideOf } from '../../documents/support.ts';
import { assertNever, DomainError, notFound } from '../../errors.ts';
import type { NoData } from '../../events/event.ts';
import type { AccountId } from '../../events/ids.ts';
import type { SupportEvent } from '../../events/support.ts';
import type { SupportSide } from '../../events/support-values.ts';
import type { Decider, DecisionContext } from '../decider.ts';
import { type OpenSupportAccess, openAccess } from './open-access.ts';

/** Either side ends the access. */
export type EndSupportAccess = Readonly<{ type: 'EndSupportAccess'; data: NoData }>;

export type SupportCommand = OpenSupportAccess | EndSupportAccess;

/** The decider of a support access: for an hour, a superuser may read the history of an athlete. */
export const support: Decider<SupportPresence, SupportCommand, SupportEvent, SupportPresence> = {
  category: 'support',
  ...supportFold,
  admit(command, state, { by }) {
    if (command.type === 'EndSupportAccess') return void sideIn(state, by);
    if (state.kind === 'absent' || state.kind === 'gone') return;
    if (state.document.superuserId !== by) throw new DomainError('id-taken', 'This id is already in use.');
  },
  admitReader: (state, by) => void sideIn(state, by),
  decide,
  presence: (state) => state,
  occurredAt: () => null,
  claims: () => [],
};

/** The side of an account. An account on neither side gets the same refusal as for an access that does not exist. */
function sideIn(state: SupportPresence, by: AccountId): SupportSide {
  const side = state.kind === 'present' ? supportSideOf(state.document, by) : null;
  if (side === null) throw notFound('support');
  return side;
}

function decide(command: SupportCommand, state: SupportPresence, context: DecisionContext): readonly SupportEvent[] {
  switch (command.type) {
    case 'OpenSupportAccess':
      return openAccess(command, state, context);
    case 'EndSupportAccess': {
      const isOpen = isSupportOpen(present(state, 'support').document, context.at);
      return isOpen ? [{ type: 'SupportAccessEnded', data: { by: sideIn(state, context.by) } }] : [];
    }
    default:
      return assertNever(command);
  }
}
