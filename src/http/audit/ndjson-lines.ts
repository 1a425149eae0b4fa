export const ndjson = 'application/x-ndjson';

/** A value as a line of NDJSON. Positions are texts, because they may be greater than a number of JSON can be. */
const lineOf = (value: object): string =>
  `${JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? String(each) : each))}\n`;

export async function* linesOf(values: AsyncIterable<object>): AsyncGenerator<string> {
  for await (const value of values) yield lineOf(value);
}
