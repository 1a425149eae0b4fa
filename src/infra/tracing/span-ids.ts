import { createHash } from 'node:crypto';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The id of the trace of a request: its correlation id without hyphens. Null if that is no UUID. */
export const traceIdOf = (correlationId: string): string | null =>
  uuid.test(correlationId) ? correlationId.replaceAll('-', '').toLowerCase() : null;

/**
 * The id of a span follows from the names of the work, which each process knows from the events. So a span of one process
 * can name a span of another one as its parent, and nothing is passed on between them.
 */
export const spanIdOf = (...names: readonly (string | number | bigint)[]): string =>
  createHash('sha256').update(names.join('\n')).digest('hex').slice(0, 16);
