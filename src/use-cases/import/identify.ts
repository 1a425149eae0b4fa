import { isUndone } from '../../commands/import/state.ts';
import { type ImportDocument, importFold } from '../../documents/import.ts';
import { documentOf, replay } from '../../documents/presence.ts';
import { type ImportId, msOfUuid } from '../../events/ids.ts';
import { streamOf } from '../../events/streams.ts';
import type { ImportPorts, ImportRequest } from './import-request.ts';

/** The id of an import, with its document; `document` is null when the import has not started yet. */
type IdentifiedImport = Readonly<{ importId: ImportId; document: ImportDocument | null }>;

/**
 * Finds the import of a request. Requests with the same idempotency key mean the same import. Without a key, requests
 * with the same file and options mean the same import, until it is undone; after that they start a new one.
 */
export async function identifyImport(
  { store, ids }: Pick<ImportPorts, 'store' | 'ids'>,
  { userId, format, unit, timezone, charset, map, source, key }: ImportRequest,
): Promise<IdentifiedImport> {
  // Imports without these options have the identity that they had before the options existed.
  const options = charset === null && map === null ? [] : [{ charset, map }];
  const identity = key === undefined ? ['file', format, unit, timezone, source.digest, ...options] : ['key', key];
  for (let generation = 0; ; generation += 1) {
    const name = JSON.stringify(['import', ...identity, generation]);
    const importId = ids.deriveAt(msOfUuid(userId), userId, name) as ImportId;
    const document = documentOf(replay(importFold, await store.read(streamOf('import', importId))));
    if (document === null || !isUndone(document) || key !== undefined) return { importId, document };
  }
}
