/** An exact decimal number: `digits` divided by ten to the power of `scale`. */
export type Decimal = Readonly<{ digits: bigint; scale: number }>;

export const zero: Decimal = { digits: 0n, scale: 0 };

/** The decimal number that JavaScript prints for a number: what was typed, not the nearest binary fraction of it. */
export const decimalOf = (value: number): Decimal =>
  Number.isSafeInteger(value) ? { digits: BigInt(value), scale: 0 } : parseDecimal(String(value));

/** Reads the text of a number, as JavaScript and Postgres write it. */
export function parseDecimal(text: string): Decimal {
  const [mantissa = '0', exponent = '0'] = text.split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const digits = BigInt(whole + fraction);
  const scale = fraction.length - Number(exponent);
  return scale < 0 ? { digits: digits * powerOfTen(-scale), scale: 0 } : { digits, scale };
}

export function plus(one: Decimal, other: Decimal): Decimal {
  const scale = Math.max(one.scale, other.scale);
  return { digits: atScale(one, scale) + atScale(other, scale), scale };
}

export const times = (one: Decimal, other: Decimal): Decimal => ({
  digits: one.digits * other.digits,
  scale: one.scale + other.scale,
});

/** The quotient of two numbers, rounded to the number of `decimals`; halves are rounded away from zero. */
export function quotient(dividend: Decimal, divisor: Decimal, decimals: number): Decimal {
  const scale = Math.max(0, decimals + divisor.scale - dividend.scale);
  const numerator = dividend.digits * powerOfTen(scale);
  const denominator = divisor.digits * powerOfTen(Math.max(0, dividend.scale - divisor.scale - decimals));
  const twice = (2n * absolute(numerator) + absolute(denominator)) / (2n * absolute(denominator));
  return { digits: numerator < 0n === denominator < 0n ? twice : -twice, scale: decimals };
}

const one: Decimal = { digits: 1n, scale: 0 };

/** The number, rounded to `decimals` decimals if it has more; halves are rounded away from zero. */
export const rounded = (value: Decimal, decimals: number): Decimal =>
  value.scale <= decimals ? value : quotient(value, one, decimals);

/** Negative if the first number is the smaller one, 0 if both are equal, else positive. */
export function compare(one: Decimal, other: Decimal): number {
  const scale = Math.max(one.scale, other.scale);
  const [left, right] = [atScale(one, scale), atScale(other, scale)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The number in decimal digits, without an exponent and without zeros at the end. */
export function textOf({ digits, scale }: Decimal): string {
  const all = absolute(digits)
    .toString()
    .padStart(scale + 1, '0');
  const fraction = all.slice(all.length - scale).replace(/0+$/, '');
  const text = all.slice(0, all.length - scale) + (scale > 0 && fraction !== '' ? `.${fraction}` : '');
  return digits < 0n ? `-${text}` : text;
}

/** The powers of ten that a JavaScript number is exactly. */
const exactPowers = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** The nearest JavaScript number, which JSON shows with the same digits as long as there are no more than 15. */
export function numberOf(value: Decimal): number {
  const [digits, divisor] = [Number(value.digits), exactPowers[value.scale]];
  // The quotient of two exact numbers is the nearest number, and computing it is much faster than reading a text.
  return divisor !== undefined && Number.isSafeInteger(digits) ? digits / divisor : Number(textOf(value));
}

/** The digits of the number, with zeros at the end until it has `wanted` decimals. It must not have more of them. */
export const atScale = ({ digits, scale }: Decimal, wanted: number): bigint =>
  scale === wanted ? digits : digits * powerOfTen(wanted - scale);

const powers = Array.from({ length: 40 }, (_, exponent) => 10n ** BigInt(exponent));

const powerOfTen = (exponent: number): bigint => powers[exponent] ?? 10n ** BigInt(exponent);

const absolute = (value: bigint): bigint => (value < 0n ? -value : value);
