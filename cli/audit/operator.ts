import type { DataReader } from '../../src/ports/data-reads.ts';

/** An operator at the command line as a reader of data. The athlete can see what an operator has read. */
export const operator: DataReader = { id: null, capacity: 'operator', via: 'cli', session: null };
