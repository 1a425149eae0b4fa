import type { Dependencies } from '../../../src/http/dependencies.ts';
import { createTreeHeadKeys } from '../../../src/infra/tree-heads/tree-head-keys.ts';

/** An installation that has not signed anything yet, and in which nothing is wrong. */
export function createInMemoryProofs(): Pick<Dependencies, 'treeHeads' | 'verifyInstallation'> {
  const { publicKey } = createTreeHeadKeys(Buffer.alloc(32, 7));
  return {
    treeHeads: {
      publicKey,
      last: async () => null,
      async *prove() {
        yield { kind: 'end', streams: 0, events: 0 };
      },
      verify: async () => ({ signed: null, streams: 0, events: 0, problems: [] }),
    },
    async *verifyInstallation() {
      yield { kind: 'progress', position: 0n };
      yield { kind: 'end', events: 0, streams: 0, signed: null, hasFile: false, restores: [], problems: 0 };
    },
  };
}
