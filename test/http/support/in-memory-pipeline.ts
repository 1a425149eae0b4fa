import { exampleDetail, exampleParked, exampleState } from '../../../src/http/pipeline/examples.ts';
import type { PipelineOperations } from '../../../src/ports/pipeline-operations.ts';

/** A pipeline with one parked stream, whose first event can only be discarded, and with the read model `sessions`. */
export function createInMemoryPipeline(): PipelineOperations {
  let waiting: readonly string[] = [exampleDetail.event.id, '0192f0c4-8e00-8000-8000-00000000000f'];
  const isParked = (id: string) => id === exampleParked.id && waiting.length > 0;
  return {
    read: async () => exampleState,
    listParked: async () => (waiting.length > 0 ? [{ ...exampleParked, waiting: waiting.length }] : []),
    findParked: async (id) => (isParked(id) ? { ...exampleDetail, waiting: waiting.length } : null),
    retry: async (id) => (isParked(id) ? { applied: 0, left: waiting.length, reason: exampleParked.reason } : null),
    async discard(id, { eventId }) {
      if (!isParked(id)) return null;
      if (eventId !== waiting[0]) return 'not-first';
      const applied = waiting.length - 1;
      waiting = [];
      return { applied, left: 0, reason: null };
    },
    rebuild: (name) => name === 'sessions',
  };
}
