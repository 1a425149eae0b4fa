import { DomainError } from '../../../src/errors.ts';

/** The code of the domain error that a query throws; null when it answers. Any other error is rethrown. */
export async function refusalOf(answer: Promise<unknown>): Promise<string | null> {
  try {
    await answer;
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}
