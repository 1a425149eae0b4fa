import { DomainError } from '../../errors.ts';

/**
 * Lets a process run expensive steps for one caller only. A second caller is refused, and can ask again when the first one
 * has all steps or does not want more.
 */
export function oneAtATime<Step>(steps: () => AsyncIterable<Step>, refusal: string): () => AsyncGenerator<Step, void> {
  let isRunning = false;
  return async function* () {
    if (isRunning) throw new DomainError('unavailable', refusal);
    isRunning = true;
    try {
      yield* steps();
    } finally {
      isRunning = false;
    }
  };
}
