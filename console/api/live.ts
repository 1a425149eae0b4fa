import { account, signInEnded } from './account.ts';
import { api, bodyOf } from './client.ts';
import { follow } from './follow.ts';
import { inOneTab } from './locks.ts';
import { isSignedOut } from './online.ts';
import { invalidate, type Kind } from './query.ts';

type News = readonly Kind[];

/** Follows the changes of the account on all devices, and reads again what depends on them. */
export const followChanges = (): (() => void) =>
  inTabs('changes', async (signal, tell) => {
    try {
      for await (const { items } of api.follow({ begin: 'now', signal })) {
        const kinds = [...new Set(items.map(({ type }) => type))];
        if (kinds.length > 0) tell(kinds);
      }
    } catch (error) {
      if (isSignedOut(error)) signInEnded();
      else throw error;
    }
  });

/**
 * Follows what changes of the athletes whom the account coaches. The first event of a stream says that it has begun: what
 * changed between the read of a page and that moment was not told.
 */
export const followAthletes = (): (() => void) =>
  inTabs('athletes', (signal, tell) =>
    follow(
      () => bodyOf(api.GET('/api/v1/coaching/live', { parseAs: 'stream', signal })),
      signal,
      () => tell(['athlete']),
    ),
  );

/** One tab follows a feed and tells the others, because the service limits the streams of an account. */
function inTabs(name: string, work: (signal: AbortSignal, tell: (news: News) => void) => Promise<void>): () => void {
  const stopping = new AbortController();
  const tabs = new BroadcastChannel(`irontrack.${name}.${account.value?.id}`);
  tabs.onmessage = ({ data }: MessageEvent<News>) => invalidate(new Set(data));
  const tell = (news: News) => {
    invalidate(new Set(news));
    tabs.postMessage(news);
  };
  void inOneTab(name, stopping.signal, () => work(stopping.signal, tell));
  return () => {
    stopping.abort();
    tabs.close();
  };
}
