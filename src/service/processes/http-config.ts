import type { Config } from '../config.ts';
import { version } from '../version.ts';

const jsonBodyMaxBytes = 1024 * 1024;

/**
 * The times of the responses that follow changes, as `HttpConfig` describes them. `checkMs` must be less than a
 * minute: many proxies end a response in which nothing is sent for a minute.
 */
const live = { retryMs: 3_000, checkMs: 5_000, lastsMs: 15 * 60_000 };

/** The settings of the HTTP API. */
export const httpConfigOf = ({ environment, ...config }: Config) => ({
  version,
  cookieSecure: config.cookieSecure,
  imageBase: config.imageBase,
  hostCookies: environment === 'production',
  trustedProxies: config.trustedProxies,
  overSocket: config.socket !== undefined,
  corsOrigins: config.corsOrigins,
  allowedHosts: config.allowedHosts,
  bodyMaxBytes: jsonBodyMaxBytes,
  importMaxBytes: config.importMaxBytes,
  importDirectBytes: config.importDirectBytes,
  live,
  limits: {
    requests: { running: config.inFlight.requests, waiting: config.inFlight.waitingRequests },
    uploads: { running: config.inFlight.uploads, waiting: 0 },
    live: { running: config.inFlight.live, waiting: 0 },
  },
});
