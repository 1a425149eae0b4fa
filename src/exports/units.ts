/** A number in decimal digits, never with an exponent, which other apps do not read. */
export function decimalText(value: number): string {
  const [digits = '0', exponent] = String(value).split('e');
  if (exponent === undefined) return digits;
  const [sign, unsigned] = digits.startsWith('-') ? ['-', digits.slice(1)] : ['', digits];
  const [whole = '', fraction = ''] = unsigned.split('.');
  const all = whole + fraction;
  const point = whole.length + Number(exponent);
  return point <= 0 ? `${sign}0.${'0'.repeat(-point)}${all}` : `${sign}${all.padEnd(point, '0')}`;
}

/** A number multiplied by a power of ten, without the errors of binary arithmetic. */
export function decimalShift(value: number, by: number): number {
  const [digits = '0', exponent = '0'] = String(value).split('e');
  return Number(`${digits}e${Number(exponent) + by}`);
}
