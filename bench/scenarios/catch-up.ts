import { setTimeout as pause } from 'node:timers/promises';
import { type DatabasePool, sql } from 'slonik';
import { rebuild } from '../../src/projections/maintenance/rebuild.ts';
import { models } from '../../src/projections/models/all.ts';
import { runPipeline } from '../../src/service/processes/pipeline.ts';
import { writeHistory } from '../support/history.ts';
import { startSystem } from '../support/system.ts';
import { rate, type Scenario } from '../support/table.ts';

const wanted = Number(process.env.BENCH_EVENTS ?? 200_000);
const pageSize = 2_000;

/** From an empty set of read tables to the head of the log. */
export const catchUp: Scenario = {
  name: 'catch-up',
  about: `a mixed log of ${wanted.toLocaleString('en')} events into the read tables; reading the log alone = 1.00 (BENCH_EVENTS changes the size)`,
  async run() {
    await using system = await startSystem();
    const core = await system.core();
    const events = await writeHistory(core, wanted);
    const secondsOf = async (work: () => Promise<void>) => {
      const start = performance.now();
      await work();
      return (performance.now() - start) / 1_000;
    };

    const reading = await secondsOf(async () => {
      for (let after = 0n; ; ) {
        const page = await core.log.page(after, pageSize);
        after = page.at(-1)?.position ?? after;
        if (page.length < pageSize) return;
      }
    });
    const opening = await secondsOf(async () => {
      for (let after = 0n; ; ) {
        const page = await core.log.page(after, pageSize);
        await core.decrypt(page);
        after = page.at(-1)?.position ?? after;
        if (page.length < pageSize) return;
      }
    });
    const lanes = await secondsOf(async () => {
      const pipeline = await runPipeline(core);
      while ((await core.pipelineStatus()).behind) await pause(100);
      await pipeline.close();
    });
    const { db } = core;
    const accounts = await eventsIn(db, 'accounts_v1');
    const sessions = await eventsIn(db, 'session_documents_v1');
    if (accounts + sessions !== events) throw new Error(`The lanes brought ${accounts + sessions} of ${events} events`);
    const rebuilding = await secondsOf(async () => {
      const { log, decrypt, logger } = core;
      await rebuild(
        { db, log, decrypt, logger, models, signal: new AbortController().signal, onProgress: () => {} },
        'sessions',
      );
    });
    const rebuilt = await eventsIn(db, 'session_documents_v2');
    if (rebuilt !== sessions) throw new Error(`The rebuild brought ${rebuilt} of ${sessions} events`);
    const lineOf = (what: string, seconds: number) => ({
      what,
      value: rate(events / seconds, 'events'),
      ratio: reading / seconds,
    });
    return [
      lineOf('reading the log', reading),
      lineOf('reading and decrypting it', opening),
      lineOf('catching up through the lanes', lanes),
      lineOf('rebuilding the sessions', rebuilding),
    ];
  },
};

/** How many events the rows of a table are made of. */
const eventsIn = async (db: DatabasePool, table: string): Promise<number> =>
  Number(await db.oneFirst(sql.unsafe`SELECT coalesce(sum(revision + 1), 0) FROM ${sql.identifier([table])}`));
