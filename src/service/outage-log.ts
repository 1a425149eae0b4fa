import { DomainError } from '../errors.ts';
import { outageMessages } from '../infra/log/outage.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { Log } from '../ports/log.ts';
import type { LogFields, Logger } from '../ports/logger.ts';

/** How often an outage that goes on is reported again. */
const reminderMs = 60_000;

/**
 * Reports an outage of the event store: one log message when it begins, one when it ends, and a reminder once a minute.
 * All code of the process must use `logger`. It makes the warnings of other code about this outage debug messages, and
 * drops a warning with a reason that was written in the last minute.
 */
export type OutageLog = Readonly<{
  logger: Logger;
  /** To be called when the event store has answered. */
  answered: () => void;
  /** Wraps the log, so that each answer and each outage of the event store is reported here. */
  watchLog: (log: Log) => Log;
  /** Does the same for the port through which commands read and append. */
  watchStore: (store: EventStore) => EventStore;
}>;

export function createOutageLog(logger: Logger, now: () => number = () => performance.now()): OutageLog {
  let outage: { since: number; reportedAt: number } | null = null;
  const seconds = (since: number) => Number(((now() - since) / 1_000).toFixed(1));

  function answered(): void {
    if (outage) logger.info('The event store answers again', { seconds: seconds(outage.since) });
    outage = null;
  }

  function failed(error: unknown): void {
    if (!(error instanceof DomainError) || !outageMessages.has(error.message)) return;
    if (outage && now() - outage.reportedAt < reminderMs) return;
    const reason = error.cause instanceof Error ? error.cause.message : error.message;
    if (outage) logger.warn('The event store still does not answer', { seconds: seconds(outage.since), reason });
    else logger.warn('The event store does not answer', { reason });
    outage = { since: outage?.since ?? now(), reportedAt: now() };
  }

  const watch =
    <Parameters extends readonly unknown[], Answer>(ask: (...parameters: Parameters) => Promise<Answer>) =>
    async (...parameters: Parameters): Promise<Answer> => {
      try {
        const answer = await ask(...parameters);
        answered();
        return answer;
      } catch (error) {
        failed(error);
        throw error;
      }
    };

  return {
    logger: leaveOutRepetitions(logger, now),
    answered,
    watchLog: (log) => ({
      page: watch(log.page),
      head: watch(log.head),
      idAt: watch(log.idAt),
      async *follow(...parameters) {
        try {
          for await (const item of log.follow(...parameters)) {
            answered();
            yield item;
          }
        } catch (error) {
          failed(error);
          throw error;
        }
      },
    }),
    watchStore: ({ read, append }) => ({ read: watch(read), append: watch(append) }),
  };
}

/** Fields that differ between warnings with the same message. */
type Repeated = Readonly<{ reason?: unknown; error?: unknown }>;

/**
 * A logger for warnings whose field `reason`, or whose domain error in the field `error`, says why something failed. It
 * writes the reason without a stack trace, and the same warning once a minute at most, even if the reasons differ.
 */
function leaveOutRepetitions(logger: Logger, now: () => number): Logger {
  const reportedAt = new Map<string, number>();
  return {
    error: (...parameters) => logger.error(...parameters),
    info: (...parameters) => logger.info(...parameters),
    debug: (...parameters) => logger.debug(...parameters),
    warn(message, fields = {}) {
      const { reason: given, error, ...others }: LogFields & Repeated = fields;
      const reason = given ?? (error instanceof DomainError ? error.message : undefined);
      if (reason === undefined) return logger.warn(message, fields);
      if (outageMessages.has(String(reason))) return logger.debug(message, { ...others, reason });
      const key = JSON.stringify([message, others], (_, value) => (typeof value === 'bigint' ? String(value) : value));
      if (now() - (reportedAt.get(key) ?? Number.NEGATIVE_INFINITY) < reminderMs) return;
      for (const [old, at] of reportedAt) if (now() - at >= reminderMs) reportedAt.delete(old);
      reportedAt.set(key, now());
      logger.warn(message, { ...others, reason });
    },
  };
}
