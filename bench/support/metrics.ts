/** Reads metrics of one of IronTrack's processes. A metric that it does not report is NaN. */
export async function readMetrics<Name extends string>(
  port: number,
  names: readonly Name[],
): Promise<Readonly<Record<Name, number>>> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const numberOf = (name: Name) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
  return Object.fromEntries(names.map((name) => [name, numberOf(name)])) as Record<Name, number>;
}
