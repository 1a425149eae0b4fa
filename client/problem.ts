import type { components } from './generated/api.ts';

/** The body of a refusal, as RFC 9457 defines it. */
export type Problem = components['schemas']['Problem'];

/** The refusal of a request. `problem.code` says why, and `GET /api/v1/problems/{code}` explains the code. */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Problem | null;

  constructor(status: number, problem: Problem | null) {
    super(problem?.detail ?? `The service answered with the status ${status}.`);
    this.name = 'ApiError';
    this.status = status;
    this.problem = problem;
  }
}

type Result<Data> = Readonly<{ data?: Data; error?: unknown; response: Response }>;

/** The body of a successful response. Throws an `ApiError` for any other response. */
export async function bodyOf<Data>(call: Promise<Result<Data>>): Promise<Exclude<Data, undefined>> {
  const { data, error, response } = await call;
  if (!response.ok) throw new ApiError(response.status, isProblem(error) ? error : null);
  // A response without body has no type of body, so `undefined` is left out of the type only where there is a body.
  return data as Exclude<Data, undefined>;
}

const isProblem = (error: unknown): error is Problem =>
  typeof error === 'object' && error !== null && 'code' in error && 'status' in error;
