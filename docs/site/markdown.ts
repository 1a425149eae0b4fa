/** What the checks and the site need to know of a Markdown text. Code is left out: its brackets are no links. */

const code = /^[ ]*(`{3,}).*?^[ ]*\1`*$|(`+)(?!`)[^\n]*?[^`\n]\2(?!`)/gms;
const link = /(\]\()([^()\s]+)(\))/g;

/** The text with spaces in the place of code, so that all else stays where it is. */
const withoutCode = (text: string): string => text.replaceAll(code, (found) => found.replaceAll(/[^\n]/g, ' '));

/** The targets of the links and pictures of a page. */
export const linksIn = (text: string): readonly string[] =>
  [...withoutCode(text).matchAll(link)].map(([, , target = '']) => target);

/** The text with other targets of its links. */
export function withLinks(text: string, change: (target: string) => string): string {
  const prose = withoutCode(text);
  let [changed, from] = ['', 0];
  for (const { index, 0: found, 1: before = '', 2: target = '' } of prose.matchAll(link)) {
    changed += text.slice(from, index) + before + change(target) + found.at(-1);
    from = index + found.length;
  }
  return changed + text.slice(from);
}

/** The titles of the headings of a page, in order, as Markdown. */
export function headingsIn(text: string): readonly string[] {
  const lines = text.split('\n');
  const found = withoutCode(text).split('\n').entries();
  return [...found].filter(([, line]) => /^#{1,6} /.test(line)).map(([at]) => (lines[at] ?? '').replace(/^#+ +/, ''));
}

/** The title of a page as plain text. */
export const titleOf = (text: string): string => plain(headingsIn(text)[0] ?? '');

/** The anchors that GitHub gives the headings of a page. The site gives the same ones. */
export function anchorsIn(text: string): readonly string[] {
  const seen = new Map<string, number>();
  return headingsIn(text).map((heading) => {
    const anchor = anchorOf(plain(heading));
    const times = seen.get(anchor) ?? 0;
    seen.set(anchor, times + 1);
    return times === 0 ? anchor : `${anchor}-${times}`;
  });
}

/** The anchor that GitHub gives a heading, from its plain text. */
export const anchorOf = (title: string): string =>
  title
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');

const plain = (markdown: string): string => markdown.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/[`*]/g, '');
