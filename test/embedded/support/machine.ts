import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { descendantsOf, startTimeOf } from '../../../embedded/processes/process-table.ts';
import { waitUntil } from '../../../embedded/processes/wait.ts';
import { startServices } from '../../../embedded/services.ts';
import { atEndOfRun } from '../../support/end-of-run.ts';
import { temporaryBase } from '../../support/temporary-base.ts';

/** Discards the messages that a service has for the user. */
export const ignore = (): void => {};

/** Whether the tests run as root. Some tests need that, because only root can start programs as another user. */
export const isRoot = process.getuid?.() === 0;

/** An ordinary user without a home folder: it has the usual uid and gid of the unprivileged user. */
export const ordinaryUser = { uid: 65_534, gid: 65_534 };

/**
 * Creates a folder for each test of the suite, which every user may enter, and removes it after the test. The returned
 * function gives the current folder's path.
 */
export function folderPerTest(): () => string {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(temporaryBase, 'embedded-test-'));
    chmodSync(folder, 0o755);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return () => folder;
}

const template = join(temporaryBase, `embedded-test-template-${process.pid}`);
atEndOfRun(() => rmSync(template, { recursive: true, force: true }));

/**
 * Copies a data folder in which all services have run before to `target`, because it costs a second to create a new
 * one.
 */
export async function copyUsedDataDir(target: string): Promise<void> {
  if (!existsSync(template)) {
    const needs = { eventStore: true, postgres: true, redis: true };
    mkdirSync(template, { mode: 0o700 });
    const services = await startServices({ dataDir: template, needs, say: ignore });
    await services.stop();
  }
  // The copy is made by `cp -a`, which preserves the owners of files; Node's own copy functions do not.
  spawnSync('cp', ['-a', template, target]);
}

type ProcessTree = { readonly pid: number; readonly startTime: string | undefined }[];

/** The current descendants of a process, with their start times. */
export const processTreeOf = (pid: number): ProcessTree =>
  descendantsOf(pid).map((each) => ({ pid: each, startTime: startTimeOf(each) }));

/** The pids of those processes in `tree` that are still running after the time that an orderly shutdown may last. */
export async function survivorsOf(tree: ProcessTree): Promise<number[]> {
  const alive = () => tree.filter(({ pid, startTime }) => startTime !== undefined && startTimeOf(pid) === startTime);
  await waitUntil(20_000, () => alive().length === 0);
  return alive().map(({ pid }) => pid);
}
