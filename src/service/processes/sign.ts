import { join } from 'node:path';
import { createHeadsFile } from '../../infra/tree-heads/heads-file.ts';
import { createTreeHeads } from '../../infra/tree-heads/proofs.ts';
import { createSendTreeHead } from '../../infra/tree-heads/send-tree-head.ts';
import { createSignLog, SignedEventsMissing, type SignLog } from '../../infra/tree-heads/sign-log.ts';
import { readLastTreeHead } from '../../infra/tree-heads/stored-heads.ts';
import { createTreeHeadKeys } from '../../infra/tree-heads/tree-head-keys.ts';
import { networksOf } from '../../infra/webhooks/addresses.ts';
import { resolveHost } from '../../infra/webhooks/resolve.ts';
import type { TreeHeads } from '../../ports/tree-heads.ts';
import { pause, reasonOf } from '../../projections/core/retry.ts';
import type { Config } from '../config.ts';
import type { Application } from '../connect.ts';
import { version } from '../version.ts';

/** The file of the data folder that keeps the heads of all streams. */
export const headsFileOf = ({ dataDir }: Pick<Config, 'dataDir'>): string => join(dataDir, 'stream-heads.log');

/** Creates the function that signs the heads of all streams of an installation. */
export function signLogOf({ db, log, rootKey, config, clock, logger }: Application): SignLog {
  const keys = createTreeHeadKeys(rootKey);
  return createSignLog({ db, log, keys, clock, logger, file: createHeadsFile(headsFileOf(config), keys) });
}

/** What the verification of an installation needs. */
export function verificationOf({ eventStore, db, authenticity, rootKey, config }: Application) {
  const { isOwn } = authenticity;
  return { client: eventStore, db, isOwn, keys: createTreeHeadKeys(rootKey), file: headsFileOf(config) };
}

/** The signed heads of all streams, as the API shows them. */
export function treeHeadsOf({ eventStore, db, authenticity, rootKey }: Application): TreeHeads {
  return createTreeHeads({ client: eventStore, db, isOwn: authenticity.isOwn, keys: createTreeHeadKeys(rootKey) });
}

/** Sends the newest tree head to the address in the settings, if any, until it is accepted. */
function sendingOf({ db, config }: Application): () => Promise<void> {
  const { signUrl: url, webhooks } = config;
  if (url === undefined) return async () => {};
  const { timeoutMs, allowedNetworks } = webhooks;
  const networks = networksOf(allowedNetworks);
  const send = createSendTreeHead({ url, version, timeoutMs, networks, resolve: resolveHost });
  return async () => {
    const newest = await readLastTreeHead(db);
    if (newest) await send(newest);
  };
}

/** Signs the heads of all streams once a minute, while they change, until aborted. The caller holds the lease of the policies. */
export async function signRegularly(app: Application, signal: AbortSignal): Promise<void> {
  const { logger, config } = app;
  const [signLog, send] = [signLogOf(app), sendingOf(app)];
  while (!signal.aborted) {
    let isMore = false;
    try {
      ({ isMore } = await signLog());
      if (!isMore) await send();
    } catch (error) {
      if (error instanceof SignedEventsMissing) logger.error('The log is not signed', { reason: error.message });
      else
        logger.warn('Signing the log or sending the signature failed, and is tried again', { reason: reasonOf(error) });
    }
    if (!isMore) await pause(config.signPauseMs, signal);
  }
}
