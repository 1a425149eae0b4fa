import type { DatabaseSync } from 'node:sqlite';
import { isMetastream, metastreamOf, originalOf, TOMBSTONE } from './events.ts';
import { everything, lastOnly, type Visibility, visibilityOf } from './stream-metadata.ts';

/** The facts about a stream that the rules for reading and writing depend on. */
export type StreamState = {
  /** The primary key of the stream; `undefined` until the stream has its first event. */
  readonly id: number | undefined;
  /**
   * The stream's last revision: -1 without events, TOMBSTONE after a tombstone. Soft deletion and truncation do not
   * change it.
   */
  readonly last: number;
  /**
   * Whether the stream is tombstoned, so that it has ended permanently; for a metastream, whether its original stream
   * is.
   */
  readonly tombstoned: boolean;
  readonly hasMetadata: boolean;
  readonly visibility: Visibility;
};

export type StreamStates = {
  of(stream: string): StreamState;
  /** Notes the stream's new last revision. Must be called after events were added to the stream, whose key is `id`. */
  added(stream: string, id: number, last: number): void;
  /** Empties the cache of stream states. Must be called after a rollback. */
  forgetAll(): void;
  /** The stream's metadata: the data of the last event of its metastream. */
  metadataOf(stream: string): Uint8Array | undefined;
};

const CACHE_SIZE = 10_000;

function createQueries(db: DatabaseSync) {
  const findId = db.prepare('SELECT id FROM streams WHERE name = ?');
  const findLastData = db.prepare('SELECT data FROM events WHERE stream = ? ORDER BY revision DESC LIMIT 1');
  const findLastRevision = db.prepare('SELECT max(revision) AS last FROM events WHERE stream = ?');

  const idOf = (stream: string) => findId.get(stream)?.id as number | undefined;
  return {
    idOf,
    lastOf: (id: number | undefined): number =>
      id === undefined ? -1 : ((findLastRevision.get(id)?.last as number | null) ?? -1),
    metadataOf(stream: string): Uint8Array | undefined {
      const id = idOf(metastreamOf(stream));
      return id === undefined ? undefined : (findLastData.get(id)?.data as Uint8Array | undefined);
    },
  };
}

function loadState(stream: string, { idOf, lastOf, metadataOf }: ReturnType<typeof createQueries>): StreamState {
  const id = idOf(stream);
  const last = lastOf(id);
  if (isMetastream(stream)) {
    const tombstoned = last === TOMBSTONE || lastOf(idOf(originalOf(stream))) === TOMBSTONE;
    return { id, last, tombstoned, hasMetadata: false, visibility: lastOnly };
  }
  const metadata = metadataOf(stream);
  return {
    id,
    last,
    tombstoned: last === TOMBSTONE,
    hasMetadata: metadata !== undefined,
    visibility: metadata === undefined ? everything : visibilityOf(metadata),
  };
}

/** Computes the states of streams from their events, with a cache of limited size for the streams in use. */
export function createStreamStates(db: DatabaseSync): StreamStates {
  const cache = new Map<string, StreamState>();
  const queries = createQueries(db);
  return {
    of(stream) {
      const cached = cache.get(stream);
      if (cached) return cached;
      if (cache.size >= CACHE_SIZE) cache.clear();
      const state = loadState(stream, queries);
      cache.set(stream, state);
      return state;
    },
    added(stream, id, last) {
      const cached = cache.get(stream);
      if (cached && last !== TOMBSTONE && !isMetastream(stream)) {
        // An append changes only these two members of the cached state, so the next append to the stream needs no
        // query.
        cache.set(stream, { ...cached, id, last });
        return;
      }
      cache.delete(stream);
      cache.delete(metastreamOf(stream));
      if (isMetastream(stream)) cache.delete(originalOf(stream));
    },
    forgetAll: () => cache.clear(),
    metadataOf: queries.metadataOf,
  };
}

/** The first revision of a stream that clients can read, if `$maxAge` in its metadata is ignored. */
export const firstVisible = ({ last, visibility }: StreamState): number =>
  Math.max(visibility.truncateBefore, last - visibility.maxCount + 1, 0);

/** The instant in Unix milliseconds before which events are hidden by `$maxAge` in the stream's metadata. */
export const oldestVisible = ({ visibility }: StreamState): number =>
  visibility.maxAgeMilliseconds === Number.POSITIVE_INFINITY ? 0 : Date.now() - visibility.maxAgeMilliseconds;
