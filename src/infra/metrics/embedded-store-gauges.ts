import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Gauge, type Registry } from 'prom-client';

/** Registers the gauges of the embedded event store, whose log is in `file`. */
export function createEmbeddedStoreGauges(registers: Registry[], file: string): void {
  new Gauge({
    name: 'irontrack_embedded_log_bytes',
    help: 'Size of the files of the embedded event store',
    registers,
    collect() {
      this.set([file, `${file}-wal`].reduce((sum, each) => sum + sizeOf(each), 0));
    },
  });
  new Gauge({
    name: 'irontrack_embedded_free_bytes',
    help: 'Free space of the disk with the data folder',
    registers,
    collect() {
      const { bavail, bsize } = statfsSync(dirname(file));
      this.set(bavail * bsize);
    },
  });
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
