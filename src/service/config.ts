import type { PasswordRules } from '../commands/account/password.ts';
import type { Limits } from './limits.ts';

/** The settings of the service. docs/configuration.md describes the environment variable of each. */
export type Config = Limits &
  Readonly<{
    environment: 'dev' | 'test' | 'production';
    host: string;
    /** The path of the Unix socket that the HTTP API listens on, instead of a host and a port. */
    socket: string | undefined;
    /** The port of the HTTP API; 0 selects a free port. */
    port: number;
    /** The address of the service as apps know it. Outside production the default is the address of the API. */
    publicUrl: string | undefined;
    dataDir: string;
    /** The addresses of EventStoreDB, Postgres and Redis. A service whose address is undefined is embedded. */
    eventStoreUrl: string | undefined;
    databaseUrl: string | undefined;
    /** Whether Postgres keeps statements that are used often parsed and planned. Old poolers cannot do that. */
    preparesStatements: boolean;
    redisUrl: string | undefined;
    /**
     * How many seconds access tokens and refresh tokens are valid, and how many seconds a spent refresh token is still
     * accepted.
     */
    accessSeconds: number;
    refreshSeconds: number;
    graceSeconds: number;
    /** The email address of the system administrator. */
    adminEmail: string;
    cookieSecure: boolean;
    /** Which rules new passwords must follow, and whether they bind superusers and operators too. */
    passwordRules: Omit<PasswordRules, 'isCommon'>;
    /** The base URL of exercise images, without `/exercises`. */
    imageBase: string;
    /** The origins, besides the service's own, whose pages may use the API from a browser. */
    corsOrigins: readonly string[];
    /** The host names of the service, besides loopback names; null when any name is allowed. */
    allowedHosts: readonly string[] | null;
    /** Proxies whose `X-Forwarded-For` is trusted: addresses, subnets and Express's names for subnets. */
    trustedProxies: readonly string[];
    /**
     * `allowedNetworks`: in which networks, besides the public internet, webhooks may have receivers. `timeoutMs`: how long
     * a request may last. `pausesMs`: the pauses before each further attempt; after the last one a delivery is given up.
     */
    webhooks: Readonly<{ allowedNetworks: readonly string[]; timeoutMs: number; pausesMs: readonly number[] }>;
    /** The address to which each tree head is sent; undefined for none. */
    signUrl: string | undefined;
    /** The pause between two signatures over the heads of all streams. */
    signPauseMs: number;
    /** The number of lanes of a new database. An existing database keeps its own number. */
    lanes: number;
    importMaxBytes: number;
    /** The size of the largest file that is imported before the answer. The import of a larger file goes on as a job. */
    importDirectBytes: number;
    /** How many seconds the API keeps a connection open that has no request. */
    keepAliveSeconds: number;
    /** The port of the metrics. Without it, no metrics are served. */
    metricsPort: number | undefined;
    metricsHost: string;
    /** The collector of traces, if any; the name of the service in them, and the share of the requests that are traced. */
    traces: Readonly<{ endpoint: string | undefined; service: string; ratio: number }>;
    logLevel: 'error' | 'warn' | 'info' | 'debug';
  }>;

/**
 * The secrets that are set; log messages never contain them. Outside production, missing secrets are generated and
 * stored in the data folder.
 */
export type GivenSecrets = Readonly<{ masterKey: string | undefined; jwtPrivateKey: string | undefined }>;
