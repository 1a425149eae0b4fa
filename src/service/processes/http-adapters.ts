import { isCommonPassword } from '../../infra/access/common-passwords.ts';
import { createPasswordTurns } from '../../infra/access/password-turns.ts';
import { createTokens } from '../../infra/access/tokens.ts';
import { createRequestLimits } from '../../infra/local/request-limits.ts';
import type { Secrets } from '../../infra/local/secret-file.ts';
import { subkey } from '../../infra/local/subkey.ts';
import { createRateLimits } from '../../infra/redis/rate-limits.ts';
import { networksOf } from '../../infra/webhooks/addresses.ts';
import { createRefuseUrl } from '../../infra/webhooks/refuse-url.ts';
import type { Application } from '../connect.ts';
import { signingKeysOf } from './signing-keys.ts';

/** Creates the adapters of the ports that only the API needs. */
export const createHttpAdapters = (
  { config, redis, rootKey }: Application,
  secrets: Secrets,
  closing: AbortSignal,
) => ({
  tokens: createTokens(signingKeysOf(secrets, config, closing), config.accessSeconds, config.refreshSeconds),
  passwordTurns: createPasswordTurns(config.passwordTurns),
  rateLimits: createRateLimits(redis, subkey(rootKey, 'limits'), config.rates),
  requestLimits: createRequestLimits(config.requestRates),
  refuseUrl: createRefuseUrl(networksOf(config.webhooks.allowedNetworks)),
  passwordRules: { ...config.passwordRules, isCommon: isCommonPassword },
});
