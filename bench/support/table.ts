/** A line of the results: one measured value of a scenario; `ratio` compares it with the scenario's reference value. */
export type Line = Readonly<{ what: string; value: string; ratio?: number | undefined }>;

export type Scenario = Readonly<{ name: string; about: string; run: () => Promise<readonly Line[]> }>;

export const rate = (perSecond: number, unit: string): string =>
  `${Math.round(perSecond).toLocaleString('en')} ${unit}/s`;
export const ms = (value: number): string => `${value.toFixed(1)} ms`;

export function printTable({ name, about }: Scenario, lines: readonly Line[]): void {
  const width = Math.max(...lines.map(({ what }) => what.length));
  const valueWidth = Math.max(...lines.map(({ value }) => value.length));
  process.stdout.write(`\n${name}: ${about}\n`);
  for (const { what, value, ratio } of lines) {
    const shown = ratio === undefined ? '' : `   ${ratio.toFixed(2)}`;
    process.stdout.write(`  ${what.padEnd(width)}  ${value.padStart(valueWidth)}${shown}\n`);
  }
}
