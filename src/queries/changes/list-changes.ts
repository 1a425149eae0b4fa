import { sql } from 'slonik';
import type { AccountId } from '../../events/ids.ts';
import type { FeedKind } from '../../events/schemas.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader, ReadModel } from '../consistency/reader.ts';
import type { Part, Source } from '../consistency/sources.ts';
import { readModels } from '../read-models.ts';
import { type ChangesQuestion, changesRow, changesStatement } from './changes-statement.ts';
import { kindDefinitions } from './feed-kinds.ts';
import { type FeedPlace, type FeedToken, laterPlace, placeAfter } from './feed-token.ts';

export type ListChanges = ChangesQuestion & Readonly<{ requiredPosition: RequiredPosition }>;

/**
 * A page of the change feed. `items` is JSON text: the items, separated by commas. `next` is the token for the page
 * after it. `more`: whether that page has items already.
 */
export type ChangesPage = Readonly<{ items: string; next: FeedToken; more: boolean }>;

/**
 * A page of what has changed or was deleted since the token: whole documents, as they are now, in the order of their
 * last changes. A client that begins without a token and follows the pages has the documents that the lists return.
 */
export async function listChanges(reader: Reader, question: ListChanges): Promise<ChangesPage> {
  const { owner, kinds, after, requiredPosition } = question;
  const parts = partsOf(kinds, owner);
  const row = await readConsistently(reader, { parts, requiredPosition }, (sources: readonly Source[]) => {
    const tables = new Map(parts.map(({ model }, index) => [model, sources[index]?.table]));
    return reader.db.one(sql.type(changesRow)`${changesStatement(question, { sources, tableOf: tableIn(tables) })}`);
  });
  const { own, shared } = placesAfter(question, row);
  // Of the two landmarks, the later one proves more.
  const [mark = null, known = null] = [row.landmark, after?.landmark];
  const landmark = mark && { after: mark[0], position: mark[1], id: mark[2] };
  const isKnownLater = known !== null && known.position > (landmark?.position ?? 0n);
  return {
    items: row.items,
    more: row.more,
    next: { kinds, since: row.since, own, shared, landmark: isKnownLater ? known : landmark },
  };
}

const tableIn = (tables: ReadonlyMap<ReadModel, Source['table'] | undefined>) => (model: ReadModel) => {
  const table = tables.get(model);
  if (!table) throw new Error(`The change feed does not read ${model.projection}`);
  return table;
};

/** The rows that a page is made from, each part once. The first part is that of the owner's own changes. */
function partsOf(kinds: readonly FeedKind[], owner: AccountId): readonly Part[] {
  const ofKinds = kinds.flatMap((kind) => kindDefinitions[kind].parts(owner));
  const hasShared = ofKinds.some((part) => part.owner === 'system');
  const changes = readModels.changes;
  const all: readonly Part[] = [
    { model: changes, owner },
    ...(hasShared ? [{ model: changes, owner: 'system' } as const] : []),
    ...ofKinds,
  ];
  return all.filter(
    (part, at) => at === all.findIndex((each) => each.model === part.model && each.owner === part.owner),
  );
}

type Row = Readonly<{ more: boolean; last: readonly [number, bigint, FeedKind, string] | null }> &
  Readonly<{ own: bigint; shared: bigint }>;

/** How far a client is after a page. It never goes back, also when the tables lag those that the token is from. */
function placesAfter({ after }: ListChanges, row: Row): Readonly<{ own: FeedPlace; shared: FeedPlace }> {
  const [part, position, kind, item] = row.more && row.last ? row.last : [2, 0n, 'account' as const, ''];
  const last = { position, kind, item };
  const own = part === 0 ? last : placeAfter(row.own);
  const shared = part === 1 ? last : part === 2 ? placeAfter(row.shared) : (after?.shared ?? placeAfter(row.shared));
  return {
    own: laterPlace(after?.own ?? own, own),
    shared: laterPlace(after?.shared ?? shared, shared),
  };
}
