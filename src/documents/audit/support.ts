import { assertNever } from '../../errors.ts';
import type { StreamEvent } from '../../events/event.ts';
import type { SupportEvent } from '../../events/support.ts';
import { type SupportDocument, supportFold } from '../support.ts';
import type { Audit } from './audit.ts';
import { differencesOf, quoted } from './words.ts';

/** How the history of a support access is told. */
export const supportAudit: Audit<SupportEvent, SupportDocument> = {
  fold: supportFold,
  sentence,
  differences: (before, after) =>
    differencesOf('Support access', [['end', ({ expiresAt, endedAt }) => endedAt ?? expiresAt]], before, after),
};

function sentence(event: StreamEvent<SupportEvent>): string {
  switch (event.type) {
    case 'SupportAccessOpened': {
      const { superuserId, expiresAt, personal } = event.data;
      return `The superuser ${superuserId} may read until ${expiresAt}: ${quoted(personal.reason)}`;
    }
    case 'SupportAccessEnded':
      return `Support access ended by the ${event.data.by}`;
    default:
      return assertNever(event);
  }
}
