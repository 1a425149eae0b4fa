import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect } from 'chai';
import { commandsPage, commandsSource } from '../docs/site/commands-page.ts';
import { contentsOf, contentsSource, pagesOf } from '../docs/site/contents.ts';
import { anchorsIn, linksIn } from '../docs/site/markdown.ts';
import { readPages, root } from '../docs/site/pages.ts';

const readme = { source: 'README.md', text: readFileSync(join(root, 'README.md'), 'utf8') };
const pages = readPages();
const all = [...pages, readme];
const anchors = new Map(all.map(({ source, text }) => [source, new Set(anchorsIn(text))]));

/** What is wrong with a link of a page; null when it leads to something. */
function faultOf(source: string, target: string): string | null {
  if (/^[a-z]+:/.test(target)) return null;
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? source : posix.join(posix.dirname(source), path).replace(/\/$/, '');
  if (!existsSync(join(root, file))) return `${source}: there is no file ${target}`;
  if (anchor === undefined || anchors.get(file)?.has(anchor)) return null;
  return `${source}: there is no heading ${target}`;
}

describe('the pages of the documentation', () => {
  it('each link leads to a file and a heading that exist', () => {
    expect(pages).to.have.length.above(100);
    const faults = all.flatMap(({ source, text }) => linksIn(text).map((target) => faultOf(source, target)));
    expect(faults.filter((fault) => fault !== null)).to.deep.equal([]);
  });

  it('docs/README.md, or a table of a page that it names, leads to each page once', () => {
    const listed = contentsOf(pages).flatMap(pagesOf);
    const sources = listed.map(({ source }) => source);
    const expected = pages.map(({ source }) => source).filter((source) => source !== contentsSource);
    expect(sources.toSorted()).to.deep.equal(expected.filter((source) => !source.startsWith('docs/adr/0')));
  });

  it('docs/cli.md has every command and option; `node docs/site/commands-page.ts` writes it', async () => {
    const [written, current] = [readFileSync(join(root, commandsSource), 'utf8'), await commandsPage()];
    const differing = (text: string, other: string) => text.split('\n').filter((line) => !other.includes(line));
    expect([...differing(written, current), ...differing(current, written)]).to.deep.equal([]);
    expect(written).to.have.length(current.length);
  });

  it('each page begins with its title', () => {
    const untitled = all.filter(({ text }) => !text.startsWith('# '));
    expect(untitled.map(({ source }) => source)).to.deep.equal([]);
  });
});
