import type { DatabaseSync } from 'node:sqlite';
import { isMetastream, metastreamOf, originalOf, TOMBSTONE } from './events.ts';
import { everything, lastOnly, type Visibility, visibilityOf } from './stream-metadata.ts';

/** What the rules of reading and writing need to know about a stream. */
export type StreamState = {
  /** The stream's row; undefined until its first event. */
  readonly id: number | undefined;
  /** The last revision: -1 without events, TOMBSTONE at the end of time; deletion and truncation don't change it. */
  readonly last: number;
  /** Whether the stream, or the one whose metadata it holds, is gone for ever. */
  readonly tombstoned: boolean;
  readonly hasMetadata: boolean;
  readonly visibility: Visibility;
};

export type StreamStates = {
  of(stream: string): StreamState;
  /** Must be called after an event was added to a stream, or the addition was rolled back. */
  forget(stream: string): void;
  forgetAll(): void;
  /** The latest metadata event's data. */
  metadataOf(stream: string): Uint8Array | undefined;
};

const CACHED = 10_000;

/** Stream states come from the events themselves; a bounded cache saves the look-ups for streams in use. */
export function createStreamStates(db: DatabaseSync): StreamStates {
  const cache = new Map<string, StreamState>();
  const findId = db.prepare('SELECT id FROM streams WHERE name = ?');
  const findLast = db.prepare('SELECT revision, data FROM events WHERE stream = ? ORDER BY revision DESC LIMIT 1');
  const findLastRevision = db.prepare('SELECT max(revision) AS last FROM events WHERE stream = ?');

  const idOf = (stream: string) => findId.get(stream)?.id as number | undefined;

  const metadataOf = (stream: string): Uint8Array | undefined => {
    const id = idOf(metastreamOf(stream));
    return id === undefined ? undefined : (findLast.get(id)?.data as Uint8Array | undefined);
  };

  const lastOf = (id: number | undefined) =>
    id === undefined ? -1 : ((findLastRevision.get(id)?.last as number | null) ?? -1);

  const load = (stream: string): StreamState => {
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
  };

  return {
    of(stream) {
      const known = cache.get(stream);
      if (known) return known;
      if (cache.size >= CACHED) cache.clear();
      const state = load(stream);
      cache.set(stream, state);
      return state;
    },
    forget(stream) {
      cache.delete(stream);
      cache.delete(metastreamOf(stream));
      if (isMetastream(stream)) cache.delete(originalOf(stream));
    },
    forgetAll: () => cache.clear(),
    metadataOf,
  };
}

/** The first revision that a reader may see, apart from `$maxAge`. */
export const firstVisible = ({ last, visibility }: StreamState): number =>
  Math.max(visibility.truncateBefore, last - visibility.maxCount + 1, 0);

/** The `created` before which events are hidden by `$maxAge`. */
export const oldestVisible = ({ visibility }: StreamState): number =>
  visibility.maxAgeMilliseconds === Number.POSITIVE_INFINITY ? 0 : Date.now() - visibility.maxAgeMilliseconds;
