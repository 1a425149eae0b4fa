import type { CommandEntry } from '../command.ts';

/** The commands about the installation as a whole. They never start services. */
export const installation: readonly CommandEntry[] = [
  {
    usage: 'status',
    describe: 'Show whether the service runs and how far the read models are; fails if it is not healthy',
    load: async () => (await import('./status.ts')).status,
  },
  {
    usage: 'doctor',
    describe: 'Check settings, data folder and services, and say what to do about each problem',
    load: async () => (await import('./doctor.ts')).doctor,
  },
  {
    usage: 'completion <shell>',
    describe: 'Print a script that completes the commands and options of irontrack in a shell',
    load: async () => (await import('./completion.ts')).completion,
  },
];
