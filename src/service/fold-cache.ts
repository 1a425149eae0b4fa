import { LRUCache } from 'lru-cache';
import type { FoldCache } from '../commands/loaded-stream.ts';

/** Creates a cache of the folds of at most `max` streams. It drops those that were not used for the longest time. */
export function createFoldCache(max: number): FoldCache {
  const folds = new LRUCache<string, object>({ max });
  return {
    get: (stream) => folds.get(stream),
    set: (stream, folded) => void folds.set(stream, folded as object),
    delete: (stream) => void folds.delete(stream),
  };
}
