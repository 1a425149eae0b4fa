import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { checkEvents, checkStructure } from './checks.ts';

/** The thread that checks the file of a log: it sends one finding about the structure and one about the events. */
const url = pathToFileURL(workerData as string);
// SQLite then takes no locks, and does not read the write-ahead log.
url.searchParams.set('immutable', '1');
const db = new DatabaseSync(url, { readOnly: true });
const structure = checkStructure(db);
parentPort?.postMessage(structure);
if (structure === undefined) parentPort?.postMessage(checkEvents(db));
db.close();
