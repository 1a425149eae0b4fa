import type { SendError } from '../../events/webhook-values.ts';
import type { SendRequest } from '../../ports/webhook-deliveries.ts';
import { type PostOptions, post } from './post.ts';
import { openSecret, signedHeaders } from './secrets.ts';
import { SendFailure } from './send-failure.ts';

type Options = PostOptions &
  Readonly<{
    /** The key that encrypts the secrets. */
    key: Uint8Array;
    version: string;
  }>;

/** Sends the requests of webhooks as Standard Webhooks. */
export const createSendRequest =
  ({ key, version, ...options }: Options): SendRequest =>
  async ({ delivery: id, webhook, url, sealedSecrets }, body) => {
    const started = performance.now();
    const secrets = sealedSecrets.map((sealed) => openSecret(key, sealed, webhook));
    const headers = {
      ...signedHeaders({ id, body }, secrets, Math.floor(Date.now() / 1_000)),
      'content-type': 'application/json',
      'user-agent': `IronTrack/${version}`,
    };
    const answer = await post(new URL(url), { headers, body }, options).catch((error: unknown) => reasonOf(error));
    const milliseconds = performance.now() - started;
    return typeof answer === 'number'
      ? { httpStatus: answer, error: null, milliseconds }
      : { httpStatus: null, error: answer, milliseconds };
  };

const certificateCodes = /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/;

function reasonOf(error: unknown): SendError {
  if (error instanceof SendFailure) return error.reason;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (certificateCodes.test(code)) return 'certificate-refused';
  return code === 'ETIMEDOUT' ? 'timeout' : 'no-connection';
}
