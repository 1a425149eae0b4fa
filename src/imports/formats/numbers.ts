/** Which mark a file writes before the decimals of its numbers; null if its numbers do not tell. */
export type NumberStyle = Readonly<{ decimalMark: '.' | ',' | null }>;

/** Collects from the numbers of a file which decimal mark they have. */
export type NumberEvidence = Readonly<{ add: (text: string) => void; style: () => NumberStyle }>;

/** The longest text that may be a number; real numbers are far shorter. */
const maxLength = 40;
/** A number without thousands separators, with at most one mark. */
const plainPattern = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)$/;
/** A number with a mark before exactly three digits, which may be thousands or decimals. */
const unclearPattern = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/;
/** A number with thousands separators, such as `1,234,567`, `1.234,5`, `1 000` or `1'000.25`. */
const groupedPattern =
  /^[+-]?[1-9]\d{0,2}(?:(?<mark>[.,])\d{3}(?:\k<mark>\d{3})*(?!\k<mark>)[.,]\d+|(?<group>[.,])\d{3}(?:\k<group>\d{3})+|[ \u00a0\u202f'’]\d{3}(?:[ \u00a0\u202f'’]\d{3})*(?:[.,]\d+)?)$/;

export function createNumberEvidence(): NumberEvidence {
  const seen = new Set<string>();
  return {
    add(text) {
      if (seen.size < 2 && /[.,]/.test(text)) {
        const mark = decimalMarkOf(text.slice(0, maxLength + 1).trim());
        if (mark !== null) seen.add(mark);
      }
    },
    style: () => ({ decimalMark: seen.size === 1 ? (seen.has('.') ? '.' : ',') : null }),
  };
}

/** Returns the decimal mark that a number proves; null if it proves none. */
function decimalMarkOf(text: string): '.' | ',' | null {
  if (text.length > maxLength || unclearPattern.test(text)) return null;
  const isGrouped = groupedPattern.exec(text);
  if (isGrouped?.groups?.group) return isGrouped.groups.group === '.' ? ',' : '.';
  if (!isGrouped && !plainPattern.test(text)) return null;
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (last < 0) return null;
  return text[last] === '.' ? '.' : ',';
}

/**
 * Reads a number. Returns NaN for a text that is no number, and null if it does not tell whether its mark separates
 * thousands or decimals.
 */
export function decimalOf(written: string, { decimalMark }: NumberStyle): number | null {
  const text = written.replace(/^\u2212/, '-');
  if (text.length > maxLength) return Number.NaN;
  if (unclearPattern.test(text)) {
    if (decimalMark === null) return null;
    return Number(text.includes(decimalMark) ? text.replace(decimalMark, '.') : text.replace(/[.,]/, ''));
  }
  if (plainPattern.test(text)) return Number(text.replace(',', '.'));
  const groups = groupedPattern.exec(text)?.groups;
  if (groups === undefined) return Number.NaN;
  const last = groups.group ? -1 : Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  const whole = last < 0 ? text : text.slice(0, last);
  return Number(`${whole.replace(/[^\d+-]/g, '')}${last < 0 ? '' : `.${text.slice(last + 1)}`}`);
}
