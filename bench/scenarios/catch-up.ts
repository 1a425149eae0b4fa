import { setTimeout as delay } from 'node:timers/promises';
import { type DatabasePool, sql } from 'slonik';
import type { SealedEvent } from '../../src/ports/log.ts';
import { rebuild } from '../../src/projections/maintenance/rebuild.ts';
import { models } from '../../src/projections/models/all.ts';
import type { Application } from '../../src/service/connect.ts';
import { runPipeline } from '../../src/service/processes/pipeline.ts';
import { writeHistory } from '../support/history.ts';
import { scaled } from '../support/size.ts';
import { startSystem } from '../support/system.ts';
import { perSecond, type Scenario } from '../support/table.ts';

const wanted = scaled(200_000);
const pageSize = 2_000;

/** Measures how fast empty read models are filled up to the end of the log. */
export const catchUp: Scenario = {
  name: 'catch-up',
  about: `${wanted.toLocaleString('en')} events of accounts and sessions into the read tables, compared with reading the log alone (1.00)`,
  async run() {
    await using system = await startSystem();
    const application = await system.connect();
    const events = await writeHistory(application, wanted);
    const reading = await secondsOf(() => readLog(application, async () => {}));
    const decrypting = await secondsOf(() => readLog(application, (page) => application.decrypt(page)));
    const catchingUp = await secondsOf(() => catchUpThroughLanes(application, events));
    const rebuilding = await rebuildSessions(application);
    const lineOf = (what: string, seconds: number) => ({
      what,
      ...perSecond(events / seconds, 'events'),
      ratio: reading / seconds,
    });
    return [
      lineOf('reading the log', reading),
      lineOf('reading and decrypting the log', decrypting),
      lineOf('catching up through the lanes', catchingUp),
      lineOf('rebuilding the sessions, until queries read them', rebuilding),
    ];
  },
};

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}

async function readLog(
  { log }: Application,
  process: (page: readonly SealedEvent[]) => Promise<unknown>,
): Promise<void> {
  let page: readonly SealedEvent[];
  let after = 0n;
  do {
    page = await log.page(after, pageSize);
    await process(page);
    after = page.at(-1)?.position ?? after;
  } while (page.length === pageSize);
}

/**
 * Fills the read models through the lanes. Throws unless their tables then contain all events of accounts and sessions.
 */
async function catchUpThroughLanes(application: Application, events: number): Promise<void> {
  const pipeline = await runPipeline(application);
  while ((await application.pipelineStatus()).isLagging) await delay(100);
  await pipeline.close();
  const { db } = application;
  const applied = (await eventsIn(db, 'accounts_v1')) + (await eventsIn(db, 'session_documents_v1'));
  if (applied !== events) throw new Error(`The lanes applied ${applied} of ${events} events`);
}

/**
 * Rebuilds the read model `sessions`, and returns the seconds until queries read the new version. Throws unless the new
 * version contains as many events as the old one.
 */
async function rebuildSessions({ db, log, decrypt, logger }: Application): Promise<number> {
  const { signal } = new AbortController();
  const { seconds } = await rebuild({ db, log, decrypt, logger, models, signal, onProgress: () => {} }, 'sessions');
  const [before, after] = [await eventsIn(db, 'session_documents_v1'), await eventsIn(db, 'session_documents_v2')];
  if (after !== before) throw new Error(`The rebuild applied ${after} of ${before} events`);
  return seconds;
}

/** The number of events that a document table contains: for each stream with a row, all its events. */
const eventsIn = async (db: DatabasePool, table: string): Promise<number> =>
  Number(await db.oneFirst(sql.unsafe`SELECT coalesce(sum(revision + 1), 0) FROM ${sql.identifier([table])}`));
