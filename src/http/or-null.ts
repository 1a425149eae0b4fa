import { DomainError } from '../errors.ts';
import { HttpError } from './problem.ts';

/** The answer, or null when it was refused or a service is away. A stream then ends, and the client asks again. */
export const orNull = <Answer>(answer: Promise<Answer>): Promise<Answer | null> =>
  answer.catch((error: unknown) => {
    if (error instanceof DomainError || error instanceof HttpError) return null;
    throw error;
  });
