import { ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Observe } from '../../ports/observe.ts';
import { type Span, spansOf } from './spans.ts';

/** Sends traces of the work that is observed. `close` sends what is left. */
export type Tracing = Readonly<{ observe: Observe; close: () => Promise<void> }>;

export type TracingOptions = Readonly<{
  version: string;
  service: string;
  /** The share of the traces that are sent, 0 to 1. All processes choose the same ones, by the id of the trace. */
  ratio: number;
  exporter: SpanExporter;
  onFailure: (error: Error) => void;
}>;

const kinds = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
} as const;

/** Creates what sends spans to a collector, by OTLP over HTTP. */
export const createOtlpExporter = (endpoint: string): SpanExporter =>
  new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` });

export function createTracing({ version, service, ratio, exporter, onFailure }: TracingOptions): Tracing {
  // The SDK asks for the ids of a span while it starts the span, which happens at once.
  let next = { traceId: '', spanId: '' };
  const provider = new TracerProvider({
    resource: defaultResource().merge(resourceFromAttributes({ 'service.name': service, 'service.version': version })),
    sampler: new TraceIdRatioBasedSampler(ratio),
    idGenerator: { generateTraceId: () => next.traceId, generateSpanId: () => next.spanId },
    spanProcessors: [new BatchSpanProcessor({ exporter: reporting(exporter, onFailure), exportTimeoutMillis: 5_000 })],
  });
  const tracer = provider.getTracer('irontrack', version);
  function send(span: Span): void {
    next = span;
    const startTime = performance.timeOrigin + span.startedAt;
    const options = { kind: kinds[span.kind], attributes: span.attributes, startTime };
    const started = tracer.startSpan(span.name, options, contextOf(span));
    if (span.hasFailed) started.setStatus({ code: SpanStatusCode.ERROR });
    started.end(startTime + span.seconds * 1_000);
  }
  return {
    observe: (observed) => {
      for (const span of spansOf(observed)) send(span);
    },
    close: () => provider.shutdown().catch(onFailure),
  };
}

const contextOf = ({ traceId, parentId }: Span) =>
  parentId === null
    ? ROOT_CONTEXT
    : trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId: parentId, traceFlags: TraceFlags.SAMPLED, isRemote: true });

/** An exporter whose failures are reported, because the SDK keeps them to itself. */
const reporting = (exporter: SpanExporter, onFailure: (error: Error) => void): SpanExporter => ({
  export: (spans, done) =>
    exporter.export(spans, (result) => {
      if (result.error) onFailure(result.error);
      done(result);
    }),
  shutdown: () => exporter.shutdown(),
  forceFlush: async () => exporter.forceFlush?.(),
});
