import { DomainError } from '../../../src/errors.ts';

/** Returns the code of the domain error that a query throws; null when the query answers. Throws any other error. */
export async function refusalOf(answer: Promise<unknown>): Promise<string | null> {
  try {
    await answer;
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}
