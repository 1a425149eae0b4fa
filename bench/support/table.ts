import type { CpuTimes } from './cpu.ts';
import { type LoadResult, medianOf } from './load.ts';

/**
 * A line of the results: one measured value of a scenario. `ratio` compares it with the scenario's reference value;
 * `cpu` is what a call costs each process, in microseconds.
 */
export type Line = Readonly<{ what: string; value: number; unit: string; ratio?: number; cpu?: CpuTimes }>;

export type Scenario = Readonly<{ name: string; about: string; run: () => Promise<readonly Line[]> }>;

export const ms = (value: number) => ({ value, unit: 'ms' });
export const perSecond = (value: number, unit: string) => ({ value, unit: `${unit}/s` });
export const mebibytes = (bytes: number) => ({ value: bytes / 1_048_576, unit: 'MiB' });

/** The line of a load test, compared with another one. */
export const loadLine = (what: string, unit: string, result: LoadResult, reference: LoadResult): Line => ({
  what,
  ...perSecond(result.perSecond, unit),
  ratio: result.perSecond / reference.perSecond,
  cpu: result.cpu,
});

/** The lines of several runs of one scenario as one: each figure is the median of its figures. */
export const mediansOf = ([first = [], ...others]: readonly (readonly Line[])[]): readonly Line[] =>
  first.map((line, index) => {
    const lines = [line, ...others.flatMap((run) => run[index] ?? [])];
    const cpu = Object.keys(line.cpu ?? {}).map((name) => [name, medianNumber(lines.map((each) => each.cpu?.[name]))]);
    return {
      ...line,
      value: medianNumber(lines.map(({ value }) => value)),
      ...(line.ratio !== undefined && { ratio: medianNumber(lines.map(({ ratio }) => ratio)) }),
      ...(line.cpu && { cpu: Object.fromEntries(cpu) }),
    };
  });

const medianNumber = (values: readonly (number | undefined)[]): number =>
  medianOf(
    values.filter((value) => value !== undefined),
    (value) => value,
  );

export function printTable({ name, about }: Scenario, lines: readonly Line[]): void {
  const rows = lines.map(({ what, value, unit, ratio, cpu }) => ({
    what,
    value: `${shorten(value)} ${unit}`,
    ratio: (ratio?.toFixed(2) ?? '').padStart(7),
    cpu: cpu ? `   ${textOf(cpu)}` : '',
  }));
  const width = Math.max(...rows.map(({ what }) => what.length));
  const valueWidth = Math.max(...rows.map(({ value }) => value.length));
  process.stdout.write(`\n${name}: ${about}\n`);
  for (const { what, value, ratio, cpu } of rows) {
    process.stdout.write(`${`  ${what.padEnd(width)}  ${value.padStart(valueWidth)}${ratio}${cpu}`.trimEnd()}\n`);
  }
}

const shorten = (value: number): string => (value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString('en'));

const textOf = (cpu: CpuTimes): string => {
  const shares = Object.entries(cpu).filter(([, time]) => Math.round(time) > 0);
  return `CPU µs: ${shares.map(([name, time]) => `${name} ${Math.round(time)}`).join(', ')}`;
};
