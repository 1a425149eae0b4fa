import type { AccountId, ImportId } from '../events/ids.ts';

export const importJobKinds = ['import', 'undo'] as const;
/** `interrupted`: the process of the job has ended. The same request continues a job in any state but `completed`. */
export const importJobStates = ['running', 'completed', 'cancelled', 'interrupted', 'failed'] as const;

/** An import or an undo that goes on after its request was answered. Imports count bytes, undos count sessions. */
export type ImportJob = Readonly<{
  importId: ImportId;
  owner: AccountId;
  kind: (typeof importJobKinds)[number];
  state: (typeof importJobStates)[number];
  done: number;
  total: number;
}>;

/** The progress of jobs, for all processes together. Losing it costs no data: the log says what a job has done. */
export type ImportJobs = Readonly<{
  /** Stores a new job. Returns false if a job of this import runs already. */
  begin: (job: ImportJob) => Promise<boolean>;
  /** Stores the progress of a running job. Returns whether its owner has asked to cancel it. */
  advance: (job: ImportJob) => Promise<boolean>;
  /** Stores how a job has ended. */
  end: (job: ImportJob) => Promise<void>;
  /** Asks the job of an import to stop. Returns false if none runs. */
  cancel: (importId: ImportId) => Promise<boolean>;
  /** Reads the latest job of an import; null if it had none in the last day. */
  read: (importId: ImportId) => Promise<ImportJob | null>;
}>;
