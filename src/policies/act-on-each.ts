import { DomainError } from '../errors.ts';

/** The codes of refusals that pass: the policy acts on the event again. */
const passing: ReadonlySet<string> = new Set(['unavailable', 'concurrent-change', 'read-model-behind']);

export const isPassing = ({ code }: DomainError): boolean => passing.has(code);

/**
 * Acts on each thing that an event concerns. A final refusal of one, such as a history that others have changed, keeps the
 * others from nothing; it is thrown at the end. Everything else is thrown at once.
 */
export async function actOnEach<Thing>(things: readonly Thing[], act: (thing: Thing) => Promise<void>): Promise<void> {
  const refusals: DomainError[] = [];
  for (const thing of things) {
    try {
      await act(thing);
    } catch (error) {
      if (!(error instanceof DomainError) || isPassing(error)) throw error;
      refusals.push(error);
    }
  }
  const [first] = refusals;
  if (first) throw first;
}
