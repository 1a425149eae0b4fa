import { ApiError } from '../../client/irontrack.ts';
import { account, signInEnded } from './account.ts';
import { api } from './client.ts';
import { inOneTab } from './locks.ts';
import { invalidate, type Kind } from './query.ts';

type News = readonly Kind[];

/**
 * Follows the changes of the account on all devices, and reads again what depends on them. One tab follows the feed and tells
 * the others, because the service limits the streams of an account.
 */
export function followChanges(): () => void {
  const stopping = new AbortController();
  const tabs = new BroadcastChannel(`irontrack.changes.${account.value?.id}`);
  tabs.onmessage = ({ data }: MessageEvent<News>) => invalidate(new Set(data));
  void inOneTab('changes', stopping.signal, async () => {
    try {
      for await (const { items } of api.follow({ begin: 'now', signal: stopping.signal })) {
        const kinds = [...new Set(items.map(({ type }) => type))];
        if (kinds.length === 0) continue;
        invalidate(new Set(kinds));
        tabs.postMessage(kinds);
      }
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) signInEnded();
      else throw error;
    }
  });
  return () => {
    stopping.abort();
    tabs.close();
  };
}
