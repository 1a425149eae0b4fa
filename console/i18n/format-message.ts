export type Values = Readonly<Record<string, string | number>>;

type Language = Readonly<{ plural: Intl.PluralRules; number: Intl.NumberFormat }>;
const languages = new Map<string, Language>();

function rulesOf(language: string): Language {
  const known = languages.get(language);
  if (known) return known;
  const rules = { plural: new Intl.PluralRules(language), number: new Intl.NumberFormat(language) };
  languages.set(language, rules);
  return rules;
}

/**
 * Fills a message of ICU MessageFormat: `{name}`, and `{count, plural, =0 {none} one {# set} other {# sets}}`, where `#` is the
 * number. Other forms of that format are not supported.
 */
export function formatMessage(pattern: string, values: Values, language: string): string {
  return fill(partsOf(pattern), values, language);
}

const fill = (parts: readonly Part[], values: Values, language: string): string =>
  parts.map((part) => (part.isArgument ? formatArgument(part.text, values, language) : part.text)).join('');

function formatArgument(text: string, values: Values, language: string): string {
  const [, name = '', rest = ''] = /^\s*(\w+)\s*(?:,\s*plural\s*,(.*))?$/s.exec(text) ?? [];
  const value = values[name] ?? '';
  const { plural, number } = rulesOf(language);
  if (rest === '') return typeof value === 'number' ? number.format(value) : value;
  const count = Number(value);
  const forms = formsOf(rest);
  const form = forms.get(`=${count}`) ?? forms.get(plural.select(count)) ?? forms.get('other') ?? '';
  return fill(splitParts(form.replaceAll('#', number.format(count))), values, language);
}

/** The forms of a plural by their category. */
function formsOf(text: string): ReadonlyMap<string, string> {
  const parts = partsOf(text);
  return new Map(
    parts.flatMap((part, at) => (part.isArgument ? [[(parts[at - 1]?.text ?? '').trim(), part.text] as const] : [])),
  );
}

type Part = Readonly<{ isArgument: boolean; text: string }>;

const split = new Map<string, readonly Part[]>();

/** The parts of a message or of its plural. A long list shows the same message in each row, so each is split once. */
function partsOf(text: string): readonly Part[] {
  const parts = split.get(text) ?? splitParts(text);
  split.set(text, parts);
  return parts;
}

/** Splits a text into what is between its outer braces and what is outside. */
function splitParts(text: string): readonly Part[] {
  const parts: Part[] = [];
  let depth = 0;
  let start = 0;
  const push = (end: number, isArgument: boolean) => {
    if (end > start || isArgument) parts.push({ isArgument, text: text.slice(start, end) });
    start = end + 1;
  };
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '{') {
      if (depth === 0) push(at, false);
      depth += 1;
    } else if (text[at] === '}') {
      depth -= 1;
      if (depth === 0) push(at, true);
    }
  }
  push(text.length, false);
  return parts;
}
