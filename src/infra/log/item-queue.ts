/** A queue between callbacks that add items and one consumer, which removes all waiting items at a time. */
export type ItemQueue<Item> = Readonly<{
  /**
   * Adds an item, even if the queue is full. Returns false when the sender should pause. A closed queue ignores the
   * item.
   */
  push: (item: Item) => boolean;
  /** Closes the queue, with or without an error. Only the error of the first call counts. */
  close: (error?: unknown) => void;
  /** A promise that resolves to no items when the queue is closed. */
  closed: Promise<readonly Item[]>;
  takeAll: () => readonly Item[];
  /**
   * Waits for items: `items` when there are some, `closed` when the queue is closed and empty, `idle` when `idleMs`
   * have passed. Throws the error with which the queue was closed.
   */
  next: (idleMs: number) => Promise<'items' | 'closed' | 'idle'>;
}>;

/**
 * Creates a queue that works like a Node stream in object mode. A stream would add a tenth to the time of reading the
 * log.
 */
export function createItemQueue<Item>(capacity: number): ItemQueue<Item> {
  let items: Item[] = [];
  let isClosed = false;
  let failure: unknown;
  let wake = () => {};
  const closed = Promise.withResolvers<readonly Item[]>();

  return {
    closed: closed.promise,
    push(item) {
      if (isClosed) return true;
      items.push(item);
      wake();
      return items.length < capacity;
    },
    close(error) {
      if (isClosed) return;
      isClosed = true;
      failure = error;
      closed.resolve([]);
      wake();
    },
    takeAll() {
      const taken = items;
      items = [];
      return taken;
    },
    async next(idleMs) {
      if (items.length === 0 && !isClosed) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, idleMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      if (items.length > 0) return 'items';
      if (failure) throw failure;
      return isClosed ? 'closed' : 'idle';
    },
  };
}
