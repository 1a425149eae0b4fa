import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Interceptor } from 'slonik';

/**
 * Gives statements names, under which each connection to Postgres keeps them parsed and planned. A name is made from
 * the text of the statement, so equal names mean equal statements, in all processes and builds.
 */
export type StatementNames = Readonly<{
  interceptor: Interceptor;
  /** Whether a statement has failed only because of its name, so that it now succeeds when it is repeated. */
  isRepeatable: (error: unknown) => boolean;
}>;

export type StatementNameOptions = Readonly<{
  /** How many statements get a name. Each connection keeps all of them. @defaultValue 400 */
  maxNames?: number;
  /** Is called once, when the pooler turns out not to keep named statements. No statement has a name from then on. */
  onUnsupported?: () => void;
}>;

/** How many unnamed statements are remembered. Statements whose text is always new push each other out. */
const maxCandidates = 1_000;

/** The SQLSTATE codes of a statement that the connection does not know, or knows already: a pooler has changed it. */
const unsupportedCodes: ReadonlySet<unknown> = new Set(['26000', '42P05']);
/** A migration has changed the columns that a kept statement returns. Postgres has no SQLSTATE for this case alone. */
const isOutdated = ({ code, message }: { code?: unknown; message?: unknown }): boolean =>
  code === '0A000' && String(message).includes('cached plan');

/** Creates the names of the statements of one pool. A statement gets its name when it is used the second time. */
export function createStatementNames({
  maxNames = 400,
  onUnsupported = () => {},
}: StatementNameOptions = {}): StatementNames {
  const names = new Map<string, string>();
  const candidates = new LRUCache<string, true>({ max: maxCandidates });
  let isSupported = true;

  function nameOf(text: string): string | undefined {
    if (!isSupported) return undefined;
    const name = names.get(text);
    if (name !== undefined || names.size >= maxNames) return name;
    const made = hashOf(text);
    if (!candidates.has(made)) {
      candidates.set(made, true);
      return undefined;
    }
    candidates.delete(made);
    names.set(text, made);
    return made;
  }

  function giveUp(): void {
    if (isSupported) onUnsupported();
    isSupported = false;
  }

  const isUnsupported = (error: unknown) => unsupportedCodes.has((error as { code?: unknown }).code);

  return {
    interceptor: {
      name: 'name-statements',
      transformQuery: (_context, query) => {
        const name = query.name ?? nameOf(query.sql);
        return name === undefined ? query : { ...query, name };
      },
      queryExecutionError: (_context, { name, sql }, error) => {
        if (name === undefined) return null;
        if (isUnsupported(error)) giveUp();
        // Connections keep the old statement under the old name.
        else if (isOutdated(error)) names.set(sql, hashOf(name));
        return null;
      },
    },
    isRepeatable: (error) => error instanceof Error && (isUnsupported(error) || isOutdated(error)),
  };
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);
