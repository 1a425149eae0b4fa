import { isEnding } from '../../src/events/schemas.ts';
import { parseStream } from '../../src/events/streams.ts';
import { reversibleKinds } from '../../src/use-cases/undo/reversals.ts';
import type { Example } from './examples/example.ts';
import { allExamples } from './examples.ts';

/**
 * Streams of things that begin again after their end, as an undo makes them do: the events of an example, and once more
 * those before its end.
 */
export const begunAgain: readonly Example[] = allExamples.flatMap((example) => {
  const { category, id } = parseStream(example.stream);
  const end = example.events.findIndex(({ type }) => isEnding(type));
  if (end < 0 || !reversibleKinds.some((kind) => kind === category)) return [];
  const twice = { ...example, events: [...example.events, ...example.events.slice(0, end)] };
  return [JSON.parse(JSON.stringify(twice).replaceAll(id, `${id.slice(0, -4)}2${id.slice(-3)}`))];
});
