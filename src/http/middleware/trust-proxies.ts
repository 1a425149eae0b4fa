import type { Express } from 'express';
import type { HttpConfig } from '../dependencies.ts';

/** Sets which proxies may say in `X-Forwarded-For` and `X-Forwarded-Proto` for whom they ask. */
export function trustProxies(app: Express, config: Pick<HttpConfig, 'trustedProxies' | 'overSocket'>): void {
  app.set('trust proxy', config.trustedProxies);
  if (!config.overSocket) return;
  const isListed: (address: string | undefined, hop: number) => boolean = app.get('trust proxy fn');
  // A connection through a Unix socket has no address. A connection to a port has none when it has ended, so that alone proves
  // nothing.
  app.set('trust proxy', (address: string | undefined, hop: number) => hop === 0 || isListed(address, hop));
}
