import { Counter, Histogram, type Registry } from 'prom-client';
import type { Observe } from '../../ports/observe.ts';

const buckets = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Registers the metrics of the work of this process. Returns the function that counts work which has ended. */
export function createWorkMetrics(registers: Registry[]): Observe {
  const histogram = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Histogram({ name: `irontrack_${name}`, help, labelNames, buckets, registers });
  const requests = histogram('http_request_seconds', 'Time from a request to its response', [
    'method',
    'route',
    'status',
  ]);
  const appends = histogram('append_seconds', 'Time to append events to the log', ['result']);
  const jobs = histogram('lane_job_seconds', 'Time in which a worker processes a job of a lane', ['result']);
  const events = new Counter({
    name: 'irontrack_lane_events_total',
    help: 'Events of jobs that workers have processed',
    labelNames: ['lane'],
    registers,
  });
  return (observed) => {
    if (observed.work === 'request') {
      const { method, route, status, seconds } = observed;
      requests.observe({ method, route: route ?? 'none', status: String(status) }, seconds);
    } else if (observed.work === 'append') {
      appends.observe({ result: observed.result }, observed.seconds);
    } else if (observed.work === 'job') {
      jobs.observe({ result: observed.hasFailed ? 'failed' : 'applied' }, observed.seconds);
      if (!observed.hasFailed) events.inc({ lane: observed.lane }, observed.events.length);
    }
  };
}
