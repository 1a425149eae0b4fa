import { setTimeout as delay } from 'node:timers/promises';
import { type AccountDocument, selfOf } from '../../../src/documents/account.ts';
import type {
  AccountId,
  CoachingId,
  DiscussionId,
  ExerciseId,
  ImportId,
  MeasurementId,
  PlanId,
  SessionId,
  SupportAccessId,
  UnitId,
} from '../../../src/events/ids.ts';
import { type FeedKind, feedKinds } from '../../../src/events/schemas.ts';
import { parseStream } from '../../../src/events/streams.ts';
import type { Queries } from '../../../src/queries/all.ts';
import { placeAfter } from '../../../src/queries/changes/feed-token.ts';
import type { InMemoryEventStore } from '../../support/in-memory-event-store.ts';

type Documents = Pick<
  Queries,
  | 'getAccount'
  | 'getCoaching'
  | 'getSupportAccess'
  | 'getDiscussion'
  | 'getExercise'
  | 'getImport'
  | 'getMeasurement'
  | 'getPlan'
  | 'getProfile'
  | 'getSchedule'
  | 'getSession'
  | 'getUnit'
>;
type Wanted = Readonly<{ owner: AccountId; imageBase: string }>;

const isKind = (category: string): category is FeedKind => feedKinds.some((kind) => kind === category);
const requiredPosition = () => 0n;

/** The document of the feed, which may have fewer members than that of the route. */
function shownInFeed(type: FeedKind, stored: unknown): unknown {
  if (type === 'account') return selfOf(stored as AccountDocument);
  const { athlete: _athlete, coach: _coach, superuser: _superuser, ...rest } = stored as Record<string, unknown>;
  return type === 'coaching' || type === 'support' ? rest : stored;
}

/** Creates the queries of the change feed in memory. They know nothing of joined documents and of lagging tables. */
export function createInMemoryChanges(
  store: InMemoryEventStore,
  queries: Documents,
): Pick<Queries, 'listChanges' | 'waitForChanges'> {
  /** The last position of each stream of the owner that the feed tells about, after the position. */
  const changesOf = (owner: AccountId, after: bigint) => {
    const own = store.all().filter(({ metadata }) => metadata.owner === owner);
    const last = new Map(own.map(({ stream, position }) => [stream, position]));
    return [...last]
      .map(([stream, position]) => ({ ...parseStream(stream), position }))
      .filter(({ position }) => position > after)
      .sort((a, b) => Number(a.position - b.position));
  };
  async function itemOf(type: FeedKind, id: string, { owner, imageBase }: Wanted): Promise<string> {
    const found = await {
      account: () => queries.getAccount({ id: id as AccountId, requiredPosition }),
      coaching: () => queries.getCoaching({ id: id as CoachingId, caller: owner, requiredPosition }),
      support: () => queries.getSupportAccess({ id: id as SupportAccessId, caller: owner, requiredPosition }),
      discussion: () => queries.getDiscussion({ id: id as DiscussionId, owner, requiredPosition }),
      exercise: () => queries.getExercise({ by: { id: id as ExerciseId }, caller: owner, imageBase, requiredPosition }),
      import: () => queries.getImport({ id: id as ImportId, owner, requiredPosition }),
      measurement: () => queries.getMeasurement({ id: id as MeasurementId, owner, requiredPosition }),
      profile: () => queries.getProfile({ id: id as AccountId, owner, requiredPosition }),
      session: () => queries.getSession({ id: id as SessionId, owner, requiredPosition }),
      schedule: () => queries.getSchedule({ id: id as AccountId, owner, requiredPosition }),
      plan: () => queries.getPlan({ id: id as PlanId, owner, requiredPosition }),
      unit: () => queries.getUnit({ id: id as UnitId, owner, requiredPosition }),
    }[type]();
    if (!found) return JSON.stringify({ type, id, deleted: true });
    const stored: unknown = JSON.parse(String(found.doc));
    const document = shownInFeed(type, stored);
    return JSON.stringify({ type, id, revision: found.revision, deleted: false, document });
  }

  return {
    async listChanges({ owner, kinds, limit, after, imageBase }) {
      const changes = changesOf(owner, after?.own.position ?? 0n).filter(({ category }) =>
        kinds.some((kind) => kind === category),
      );
      const page = changes.slice(0, limit);
      const items = await Promise.all(
        page.map(({ category, id }) => (isKind(category) ? itemOf(category, id, { owner, imageBase }) : '')),
      );
      const end = store.all().at(-1)?.position ?? 0n;
      const more = page.length < changes.length;
      const position = more ? (page.at(-1)?.position ?? end) : end;
      // Events of this store have no UUIDs.
      const landmark = { after: 0n, position: end, id: '00000000-0000-8000-8000-000000000000' };
      const next = { kinds, since: after?.since ?? end, own: placeAfter(position), shared: placeAfter(end), landmark };
      return { items: items.join(), next, more };
    },
    async waitForChanges({ owner, after, signal }) {
      while (!signal.aborted && changesOf(owner, after.own.position).length === 0) await delay(1);
    },
  };
}
