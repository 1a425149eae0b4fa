import { DomainError } from '../../src/errors.ts';

/** Each is some two seconds of waiting. */
const tries = 5;

export const isBehind = (error: unknown): boolean => error instanceof DomainError && error.code === 'read-model-behind';

/** Asks the read tables again where they are behind: an operator would rather wait for longer than a request may. */
export async function retryWhileBehind<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let left = tries; ; left -= 1) {
    try {
      return await ask();
    } catch (error) {
      if (!isBehind(error) || left === 1) throw error;
    }
  }
}
