import { type DatabaseTransactionConnection, type IdentifierSqlToken, sql } from 'slonik';
import { type AccountDocument, type AccountPresence, accountFold } from '../../documents/account.ts';
import { documentOf, replay } from '../../documents/presence.ts';
import type { RecordedEvent } from '../../events/event.ts';
import type { CredentialId } from '../../events/ids.ts';
import { createModel, tableOf } from '../core/projection.ts';
import { byStream, type Column, searchable, sortable, unnested } from './fold-rows.ts';

/** The accounts as superusers see them. */
export const accounts = createModel({
  name: 'accounts',
  shape: 1,
  categories: new Set(['account']),
  tables: ['accounts'],
  applyTo: (version) => (tx, events) => apply(tx, events, tableOf('accounts', version)),
});

async function apply(
  tx: DatabaseTransactionConnection,
  events: readonly RecordedEvent[],
  table: IdentifierSqlToken,
): Promise<void> {
  const streams = await byStream<AccountDocument>(tx, table, events);
  const rows = streams.map(({ id, before, facts }): Row => {
    const document = documentOf(replay(accountFold, facts, presenceOf(before?.document ?? null)));
    return { id, revision: facts.at(-1)?.revision ?? -1, document };
  });
  await tx.query(sql.unsafe`
    INSERT INTO ${table} (id, owner, revision, is_active, created_at, sort_name, sort_email, search_text, doc)
    SELECT * FROM ${unnested(rows, columns)}
    ON CONFLICT (id) DO UPDATE SET
      revision = excluded.revision, is_active = excluded.is_active, created_at = excluded.created_at,
      sort_name = excluded.sort_name, sort_email = excluded.sort_email,
      search_text = excluded.search_text, doc = excluded.doc`);
}

/** A document says nothing of signing in, and nothing of that shows in it. */
const presenceOf = (document: AccountDocument | null): AccountPresence =>
  document ? { kind: 'present', document, credentialId: '' as CredentialId, signedOutAt: 0 } : accountFold.initial;

/** A stream whose account is not registered yet has a row without a document. */
type Row = Readonly<{ id: string; revision: number; document: AccountDocument | null }>;

const columns: readonly Column<Row>[] = [
  ['uuid', ({ id }) => id],
  // An account is its own owner.
  ['uuid', ({ id }) => id],
  ['int4', ({ revision }) => String(revision)],
  ['bool', ({ document }) => document && String(document.isActive)],
  ['timestamptz', ({ document }) => document?.createdAt],
  ['text', ({ document }) => document?.name && sortable(document.name)],
  ['text', ({ document }) => document && sortable(document.email)],
  ['text', ({ document }) => document && searchable([document.name ?? '', document.email])],
  ['text', ({ document }) => document && JSON.stringify(document)],
];
