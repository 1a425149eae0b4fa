import type { Category, EventsByCategory } from '../../../src/events/schemas.ts';

/** A stream with its owner and events. A stream that belongs to `system` has no data key and no personal texts. */
export type Example<C extends Category = Category> = Readonly<{
  stream: string;
  owner?: 'system';
  events: readonly EventsByCategory[C][];
}>;

/** The example streams of some categories. */
export type Examples<Some extends Category = Category> = { readonly [C in Some]: readonly Example<C>[] };
