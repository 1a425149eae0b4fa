import { throttle } from '../../projections/core/retry.ts';
import type { Running } from '../../projections/core/running.ts';
import type { Application } from '../connect.ts';
import { version } from '../version.ts';

/** Sends traces until closed, if the settings name a collector. Otherwise OpenTelemetry is not even loaded. */
export async function sendTraces({ config, logger, addObserver }: Application): Promise<Running> {
  const { endpoint, service, ratio } = config.traces;
  if (endpoint === undefined) return { close: async () => {} };
  const { createOtlpExporter, createTracing } = await import('../../infra/tracing/tracing.ts');
  const onFailure = throttle((reason) => logger.warn('Traces cannot be sent', { reason }));
  const tracing = createTracing({ version, service, ratio, exporter: createOtlpExporter(endpoint), onFailure });
  addObserver(tracing.observe);
  return tracing;
}
