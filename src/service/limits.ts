import { perQuota } from '../events/schemas.ts';
import type { TurnLimits } from '../infra/access/password-turns.ts';
import type { RequestRates } from '../infra/local/request-limits.ts';
import type { Rates } from '../infra/redis/rate-limiters.ts';
import type { QuotaLimits } from '../ports/quotas.ts';
import type { Environment } from './environment.ts';
import * as variables from './variables.ts';

/** How much an account, or an address without an account, may ask of the service. */
export type Limits = Readonly<{
  /**
   * How many uses per minute each rate limit allows; 0 means no limit. Limits count per network address, except
   * `signInAccount` and `ownPassword`, which count per account. The limits of sign-ins and of the own password count
   * wrong passwords only.
   */
  rates: Rates;
  /** How many requests per minute a process answers of one account, and of an address without an account. */
  requestRates: RequestRates;
  /**
   * How many requests, uploads and live streams of one account run at the same time; 0 means no limit. `waitingRequests`:
   * how many more requests of the account wait for their turn.
   */
  inFlight: Readonly<{ requests: number; waitingRequests: number; uploads: number; live: number }>;
  /** How many requests with passwords may be in flight in one process; 0 means no limit. */
  passwordTurns: TurnLimits;
  /** How many things of each kind an account may have; 0 means no limit. */
  quotas: QuotaLimits;
}>;

export const limitsOf = (values: Environment): Limits => ({
  rates: {
    signInAccount: values.RATE_SIGN_IN_ACCOUNT,
    ownPassword: values.RATE_SIGN_IN_ACCOUNT,
    signInAddress: values.RATE_SIGN_IN_ADDRESS,
    signUp: values.RATE_SIGN_UP,
    refresh: values.RATE_REFRESH,
    passwordReset: values.RATE_PASSWORD_RESET,
    personalToken: values.RATE_PERSONAL_TOKEN,
    appRequest: values.RATE_APP_REQUEST,
    appRegistration: values.RATE_APP_REGISTRATION,
    assistantWrites: values.RATE_ASSISTANT_WRITES,
    assistantWorkouts: values.RATE_ASSISTANT_WORKOUTS,
    appWrites: values.RATE_APP_WRITES,
    appWorkouts: values.RATE_APP_WORKOUTS,
  },
  requestRates: { account: values.RATE_ACCOUNT, address: values.RATE_ADDRESS },
  inFlight: {
    requests: values.ACCOUNT_REQUESTS,
    waitingRequests: values.ACCOUNT_WAITING_REQUESTS,
    uploads: values.ACCOUNT_UPLOADS,
    live: values.ACCOUNT_LIVE_STREAMS,
  },
  passwordTurns: { perAccount: values.CONCURRENT_PASSWORDS_ACCOUNT, perAddress: values.CONCURRENT_PASSWORDS_ADDRESS },
  quotas: perQuota((kind) => values[variables.quotaVariable(kind)]),
});
