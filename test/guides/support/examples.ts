/** A block of code in a page, and what the page says that it prints. */
export type Example = Readonly<{
  language: 'sh' | 'ts';
  code: string;
  /** Where the block begins, such as `errors.md:12`. */
  place: string;
  /** Why a test cannot run the block; null for a block that it runs. */
  skipReason: string | null;
  /** What the block prints, as JSON or as text, with `…` for what differs each time; null where the page does not say it. */
  response: Response | null;
}>;
type Response = Readonly<{ language: string; text: string }>;

const fence = /^```(\w*)([^\n]*)\n(.*?)^```$/gms;
const responseLanguages = ['json', 'http', 'text'];

/** The examples of a Markdown page in their order. Throws for a block that is neither run nor compared. */
export function examplesIn(name: string, page: string): readonly Example[] {
  const examples: Example[] = [];
  for (const { 1: language = '', 2: info = '', 3: code = '', index } of page.matchAll(fence)) {
    const place = `${name}:${page.slice(0, index).split('\n').length}`;
    if (language === 'sh' || language === 'ts') {
      const skipReason = /^ skip-reason="(.+)"$/.exec(info)?.[1] ?? null;
      if (info !== '' && skipReason === null) throw new Error(`${place} has the unknown words${info}`);
      examples.push({ language, code, place, skipReason, response: null });
      continue;
    }
    const example = examples.pop();
    const isResponse = info === ' response' && responseLanguages.includes(language);
    if (!isResponse || !example || example.response) throw new Error(`${place} is neither an example nor its response`);
    examples.push({ ...example, response: { language, text: code } });
  }
  return examples;
}

/** Whether the output of an example is the one that its page shows. White space between the parts of JSON does not matter. */
export function isAsShown(output: string, { language, text }: Response): boolean {
  const plain = (value: string) => (language === 'json' ? compact(value) : value.replaceAll('\r\n', '\n').trim());
  const [start = '', ...others] = plain(text).split('…');
  const end = others.pop();
  const actual = plain(output);
  if (end === undefined) return actual === start;
  if (!actual.startsWith(start)) return false;
  let position = start.length;
  for (const part of others) {
    const found = actual.indexOf(part, position);
    if (found === -1) return false;
    position = found + part.length;
  }
  return actual.endsWith(end) && actual.length - end.length >= position;
}

/** Removes the white space outside of texts. */
const compact = (json: string): string => json.replaceAll(/("(?:[^"\\]|\\.)*")|\s+/g, '$1');
