import { type AccountDocument, type AccountPresence, accountFold } from '../../documents/account.ts';
import { absent } from '../../documents/presence.ts';
import type { AccountEvent } from '../../events/account.ts';
import type { CredentialId } from '../../events/ids.ts';
import { documentModel } from './document-model.ts';
import { searchTextOf, sortTextOf } from './texts.ts';

/** Fields of the account state that only signing in needs. No column depends on them, so their values are arbitrary. */
const signInState = { credentialId: '' as CredentialId, signedOutAt: 0 };

/**
 * Accounts as superusers see them. If an account's uniqueness claim lapsed before it was registered, its row has no
 * document.
 */
export const accounts = documentModel<AccountDocument, AccountPresence, AccountEvent>({
  name: 'accounts',
  table: 'accounts',
  categories: ['account'],
  fold: accountFold,
  restore: (document) => (document ? { kind: 'present', document, ...signInState } : absent),
  columns: {
    // An account is its own owner.
    owner: { type: 'uuid', value: ({ id }) => id },
    is_active: { type: 'bool', value: ({ document }) => document && String(document.isActive) },
    created_at: { type: 'timestamptz', value: ({ document }) => document?.createdAt },
    sort_name: { type: 'text', value: ({ document }) => document?.name && sortTextOf(document.name) },
    sort_email: { type: 'text', value: ({ document }) => document && sortTextOf(document.email) },
    search_text: {
      type: 'text',
      value: ({ document }) => document && searchTextOf([document.name ?? '', document.email]),
    },
  },
});
