import type { RequestHandler } from 'express';
import type { Dependencies } from '../dependencies.ts';
import type { Routes } from '../routes.ts';

/** Whether the process lives, its parts are there, and the pipeline moves. */
export function systemRoutes({ health, config }: Pick<Dependencies, 'health' | 'config'>): Routes {
  const ping: RequestHandler = (_req, res) => {
    res.set('Cache-Control', 'no-store').type('text/plain').send('OK');
  };
  const showHealth: RequestHandler = async (_req, res) => {
    const { database, cache, eventStore, pipeline } = await health();
    const isOnline = [database, cache, eventStore].every((status) => status === 'online');
    res.status(isOnline ? 200 : 503).set('Cache-Control', 'no-store');
    res.json({
      database_status: database,
      cache_status: cache,
      event_store_status: eventStore,
      pipeline,
      app: 'IronTrack',
      version: config.version,
    });
  };
  const ready: RequestHandler = async (_req, res) => {
    const { database, cache, eventStore, pipeline } = await health();
    const isReady = [database, cache, eventStore].every((s) => s === 'online') && pipeline.status === 'moving';
    res.status(isReady ? 200 : 503).set('Cache-Control', 'no-store');
    res.json({ ready: isReady, pipeline });
  };
  return { '/ping': { get: [ping] }, '/health': { get: [showHealth] }, '/ready': { get: [ready] } };
}
