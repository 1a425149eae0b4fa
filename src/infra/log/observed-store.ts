import type { EventStore, Head } from '../../ports/event-store.ts';
import type { Observe, ObservedAppend } from '../../ports/observe.ts';

/** Wraps the port through which commands append, so that each append is observed. */
export const observeAppends = ({ read, append }: EventStore, observe: Observe): EventStore => ({
  read,
  async append(stream, events, head) {
    const startedAt = performance.now();
    const ended = (result: ObservedAppend['result']) =>
      observe({ work: 'append', stream, events, result, startedAt, seconds: (performance.now() - startedAt) / 1_000 });
    let appended: Head | 'conflict';
    try {
      appended = await append(stream, events, head);
    } catch (error) {
      ended('failed');
      throw error;
    }
    ended(appended === 'conflict' ? 'conflict' : 'appended');
    return appended;
  },
});
