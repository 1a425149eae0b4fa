/**
 * The sizes of the chaos suites, from environment variables. With the default sizes, each kind of fault strikes once;
 * `npm run test:soak` uses larger sizes.
 *
 * | Variable | Meaning |
 * | --- | --- |
 * | IRONTRACK_CHAOS_SEED | Seed of all random choices. By default it is new in each run; failed tests print it in their title. |
 * | IRONTRACK_CHAOS_FAULTS | Number of faults that strike services and processes while athletes train. |
 * | IRONTRACK_CHAOS_ATHLETES | Number of athletes who train while the faults strike. |
 * | IRONTRACK_REDIS_FAULTS | Number of times that Redis loses data while visitors sign in and out. |
 * | IRONTRACK_CHAOS_READS | Number of reads that are each sent right after a write. |
 * | IRONTRACK_CHAOS_SIGN_UPS | Number of concurrent sign-ups with one email address. |
 * | IRONTRACK_CHAOS_SYNCS | Number of senders of the same batch of commands; a third as many faults strike meanwhile. |
 * | IRONTRACK_CHAOS_RECEIVERS | Number of receivers of webhooks, each of an account of its own. |
 * | IRONTRACK_CHAOS_DELIVERIES | Number of changes of which the receivers are told. |
 * | IRONTRACK_CHAOS_WEBHOOK_FAULTS | Number of faults of receivers, processes and Redis meanwhile. |
 * | IRONTRACK_CHAOS_WITHDRAWALS | Number of times that a right to something shared, or of a coach, ends and is tried at once. |
 * | IRONTRACK_CHAOS_CALLS | Number of calls of an assistant; of every second one the answer or the process is lost. |
 * | IRONTRACK_CHAOS_ROUNDS | Number of repetitions of a step that runs concurrently or is killed. |
 */
const sizeOf = (name: string, byDefault: number): number => Number(process.env[name] || byDefault);

export const seed = sizeOf('IRONTRACK_CHAOS_SEED', Date.now() % 1_000_000);
/** The default is 15 faults, because there are 15 kinds. */
export const faults = sizeOf('IRONTRACK_CHAOS_FAULTS', 15);
export const athletes = sizeOf('IRONTRACK_CHAOS_ATHLETES', 4);
/** The default is 4 losses, because there are 4 kinds. */
export const redisFaults = sizeOf('IRONTRACK_REDIS_FAULTS', 4);
export const reads = sizeOf('IRONTRACK_CHAOS_READS', 200);
export const signUps = sizeOf('IRONTRACK_CHAOS_SIGN_UPS', 16);
export const syncs = sizeOf('IRONTRACK_CHAOS_SYNCS', 12);
/** The default is 4: each way to end a right, from a warm cache and from one that has seen an end. */
export const withdrawals = sizeOf('IRONTRACK_CHAOS_WITHDRAWALS', 4);
export const assistantCalls = sizeOf('IRONTRACK_CHAOS_CALLS', 16);
export const rounds = sizeOf('IRONTRACK_CHAOS_ROUNDS', 6);

export const receivers = sizeOf('IRONTRACK_CHAOS_RECEIVERS', 4);
export const deliveries = sizeOf('IRONTRACK_CHAOS_DELIVERIES', 120);
/** The default is 7 faults, because there are 7 kinds. */
export const webhookFaults = sizeOf('IRONTRACK_CHAOS_WEBHOOK_FAULTS', 7);

/** The time limit of a test with `count` steps of at most `secondsEach` seconds, plus a minute for its start. */
export const timeoutOf = (count: number, secondsEach: number): number => (60 + count * secondsEach) * 1_000;
