import type { DatabasePool, DatabaseTransactionConnection } from 'slonik';
import { translateError } from './errors.ts';

const asyncMethods: ReadonlySet<string | symbol> = new Set<keyof DatabasePool>([
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

/** How often a statement or a transaction is repeated: each time, one more prepared statement has been replaced. */
const maxRepetitions = 20;

/**
 * Wraps a pool so that the errors of its connections, queries and transactions are translated by `translateError`.
 * Statements and transactions that fail with a repeatable error are repeated.
 */
export function translateErrors(pool: DatabasePool, isRepeatable: (error: unknown) => boolean): DatabasePool {
  const wrapped = new Map<string | symbol, unknown>();
  return new Proxy(pool, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (!asyncMethods.has(name) || typeof value !== 'function') return value;
      const known = wrapped.get(name);
      if (known) return known;
      const method = async (...parameters: unknown[]) => {
        for (let repetitions = 0; ; repetitions += 1) {
          try {
            return await value.apply(target, name === 'transaction' ? withTranslatedNesting(parameters) : parameters);
          } catch (error) {
            if (!isRepeatable(error) || repetitions >= maxRepetitions) throw translateError(error);
          }
        }
      };
      wrapped.set(name, method);
      return method;
    },
  });
}

/**
 * Within a transaction, the errors of single statements are not translated, because Slonik decides by their codes
 * whether it retries the transaction. The error with which a nested transaction ends is translated.
 */
function withTranslatedNesting([work, ...rest]: unknown[]): unknown[] {
  if (typeof work !== 'function') return [work, ...rest];
  return [(tx: DatabaseTransactionConnection) => work(translateNested(tx)), ...rest];
}

function translateNested(tx: DatabaseTransactionConnection): DatabaseTransactionConnection {
  const transaction: DatabaseTransactionConnection['transaction'] = async (work, retries) => {
    try {
      return await tx.transaction((inner) => work(translateNested(inner)), retries);
    } catch (error) {
      throw translateError(error);
    }
  };
  return Object.assign(Object.create(tx), { transaction });
}
