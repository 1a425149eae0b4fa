import type { CommandEntry } from '../command.ts';

/** The commands that run the service's processes, which run until a signal stops them. */
export const processes: readonly CommandEntry[] = [
  {
    usage: 'up',
    describe: 'Run everything on this machine: services, API and workers (npm start does this)',
    load: async () => (await import('./up.ts')).up,
  },
  {
    usage: 'serve',
    describe: 'Serve the HTTP API, on services that are running',
    load: async () => (await import('./serve.ts')).serveCommand,
  },
  {
    usage: 'work',
    describe: 'Apply events to the read models, on services that are running',
    load: async () => (await import('./work.ts')).workCommand,
  },
  {
    usage: 'dispatch',
    describe: 'Send events from the log to the workers, on services that are running',
    load: async () => (await import('./dispatch.ts')).dispatchCommand,
  },
];
