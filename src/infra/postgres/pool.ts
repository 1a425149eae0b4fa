import {
  BackendTerminatedError,
  BackendTerminatedUnexpectedlyError,
  ConnectionError,
  createPool,
  type DatabasePool,
  type DatabaseTransactionConnection,
  type DriverTypeParser,
  IdleTransactionTimeoutError,
  type Interceptor,
  type QueryResultRow,
  SlonikError,
  StatementCancelledError,
  StatementTimeoutError,
  sql,
  UnexpectedStateError,
} from 'slonik';
import { DomainError } from '../../errors.ts';

export type PostgresOptions = Readonly<{
  /** @defaultValue 10 */
  max?: number;
  applicationName?: string;
  /** Longest a statement may run. @defaultValue 30 s */
  statementTimeoutMs?: number;
  /** Hears of connections lost while nobody used them. */
  onLost?: (reason: string) => void;
}>;

const connectTimeoutMs = 5_000;
const idleTimeoutMs = 10 * 60_000;

/**
 * A pool without session state, fit for PgBouncer in transaction mode. Rows of `sql.type` statements are parsed. An outage is
 * thrown as `unavailable`; no error of the pool carries a value of a statement or a row.
 */
export async function connectPostgres(url: string, options: PostgresOptions = {}): Promise<DatabasePool> {
  const { max = 10, applicationName = 'irontrack', statementTimeoutMs = 30_000, onLost } = options;
  const address = new URL(url);
  address.searchParams.set('application_name', applicationName);
  const pool = await createPool(address.href, {
    maxPoolSize: max,
    minPoolSize: Math.min(2, max),
    idleTimeout: idleTimeoutMs,
    connectionTimeout: connectTimeoutMs,
    statementTimeout: statementTimeoutMs,
    idleInTransactionSessionTimeout: statementTimeoutMs,
    resetConnection: async () => {},
    interceptors: [parseRows],
    typeParsers,
  }).catch((error) => {
    throw translated(error);
  });
  pool.on('error', (error) => onLost?.(describe(error)));
  return guarded(pool);
}

/** Settles once Postgres has answered: a connection of the pool alone may be to one that is frozen. */
export async function pingPostgres(db: DatabasePool): Promise<void> {
  await db.query(sql.unsafe`SELECT 1`);
}

const asText = (value: string) => value;
/** Nothing loses digits, and JSON stays the text that it is. */
const typeParsers: readonly DriverTypeParser[] = [
  { name: 'int8', parse: BigInt },
  ...['numeric', 'date', 'timestamp', 'interval', 'json', 'jsonb'].map((name) => ({ name, parse: asText })),
  { name: 'timestamptz', parse: instantOf },
];

/** Postgres' text of a moment (`2026-11-22 19:44:58.4654+00`) as ISO 8601 UTC with six decimals. */
function instantOf(text: string): string {
  const [, day, time, fraction = '', offset] = /^(\S+) (\d\d:\d\d:\d\d)(?:\.(\d+))?(\S+)$/.exec(text) ?? [];
  if (!day || !time || !offset) return text;
  const zone = offset.length === 3 ? `${offset}:00` : offset;
  const seconds = zone === '+00:00' ? `${day}T${time}` : new Date(`${day}T${time}${zone}`).toISOString().slice(0, 19);
  return `${seconds}.${fraction.padEnd(6, '0')}Z`;
}

/** Slonik only types rows by their schema; this holds them to it. */
const parseRows: Interceptor = {
  name: 'parse-rows',
  transformRow: ({ resultParser }, _query, row) => {
    const result = resultParser?.['~standard'].validate(row);
    if (!result) return row;
    if (result instanceof Promise) throw new Error('Row schemas must be synchronous');
    if (result.issues) {
      const where = result.issues.map(({ path }) => path?.map(String).join('.') ?? '').join(', ');
      throw new Error(`A row does not fit its schema at: ${where}`);
    }
    return result.value as QueryResultRow;
  },
};

const promising: ReadonlySet<string | symbol> = new Set<keyof DatabasePool>([
  'any',
  'anyFirst',
  'connect',
  'exists',
  'many',
  'manyFirst',
  'maybeOne',
  'maybeOneFirst',
  'one',
  'oneFirst',
  'query',
  'record',
  'stream',
  'transaction',
]);

/** The pool with its failures translated, in this one place, whether they come from connecting, a query or a transaction. */
function guarded(pool: DatabasePool): DatabasePool {
  const wrapped = new Map<string | symbol, unknown>();
  return new Proxy(pool, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (!promising.has(name) || typeof value !== 'function') return value;
      const known = wrapped.get(name);
      if (known) return known;
      const method = async (...parameters: unknown[]) => {
        try {
          return await value.apply(target, name === 'transaction' ? nesting(parameters) : parameters);
        } catch (error) {
          throw translated(error);
        }
      };
      wrapped.set(name, method);
      return method;
    },
  });
}

/** Single statements of a transaction keep the codes that its repetition goes by; what is nested in it is translated as a whole. */
function nesting([work, ...rest]: unknown[]): unknown[] {
  if (typeof work !== 'function') return [work, ...rest];
  return [(tx: DatabaseTransactionConnection) => work(withNested(tx)), ...rest];
}

function withNested(tx: DatabaseTransactionConnection): DatabaseTransactionConnection {
  const transaction: DatabaseTransactionConnection['transaction'] = async (work, retries) => {
    try {
      return await tx.transaction((inner) => work(withNested(inner)), retries);
    } catch (error) {
      throw translated(error);
    }
  };
  return Object.assign(Object.create(tx), { transaction });
}

const outages = [
  BackendTerminatedError,
  BackendTerminatedUnexpectedlyError,
  ConnectionError,
  IdleTransactionTimeoutError,
  StatementCancelledError,
  StatementTimeoutError,
  UnexpectedStateError,
];
/** Connection failures, too many of them, shutdown, locks not granted, and what is left of retried serialisation failures. */
const outageCodes = /^(08|53|57P|55P03|40)/;
const terminated = /connection terminated|timeout expired|not queryable/i;

function translated(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DomainError || !isOurs(error)) return error;
  const safe = new Error(describe(error));
  if (codeOf(error).startsWith('28')) {
    return new DomainError('unavailable', 'Postgres refuses the user or password.', { cause: safe });
  }
  return isOutage(error) ? new DomainError('unavailable', 'Postgres can not be reached.', { cause: safe }) : safe;
}

const codeOf = (error: Error): string => {
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') return code;
  return error.cause instanceof Error ? codeOf(error.cause) : '';
};

const isOurs = (error: Error): boolean =>
  error instanceof SlonikError || 'severity' in error || 'syscall' in error || terminated.test(error.message);

const isOutage = (error: Error): boolean =>
  outages.some((kind) => error instanceof kind) ||
  outageCodes.test(codeOf(error)) ||
  'syscall' in error ||
  terminated.test(error.message);

/** What went wrong, in names and codes alone: messages and details of Postgres quote values. */
function describe(error: Error): string {
  const { constraint, table } = error as { constraint?: unknown; table?: unknown };
  const facts = [error.name === 'Error' ? error.constructor.name : error.name, codeOf(error), table, constraint];
  return `Postgres: ${facts.filter(Boolean).join(' ')}`;
}
