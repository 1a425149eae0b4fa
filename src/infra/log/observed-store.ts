import type { EventStore, Head } from '../../ports/event-store.ts';
import type { Observe, ObservedAppend } from '../../ports/observe.ts';

/** Wraps the port through which commands append, so that each append is observed. */
export const observeAppends = ({ read, append }: EventStore, observe: Observe): EventStore => ({
  read,
  async append(stream, events, head) {
    const startedAt = performance.now();
    const ended = (result: ObservedAppend['result'], revision: number | null = null) => {
      const seconds = (performance.now() - startedAt) / 1_000;
      observe({ work: 'append', stream, events, result, revision, startedAt, seconds });
    };
    let appended: Head | 'conflict';
    try {
      appended = await append(stream, events, head);
    } catch (error) {
      ended('failed');
      throw error;
    }
    if (appended === 'conflict') ended(appended);
    else ended('appended', appended.revision);
    return appended;
  },
});
