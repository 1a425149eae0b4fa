import { expect } from 'chai';
import { contentsOf } from '../../docs/site/contents.ts';
import { anchorsIn, linksIn, withLinks } from '../../docs/site/markdown.ts';
import type { Page } from '../../docs/site/pages.ts';
import { httpPages } from '../../docs/site/reference/http-pages.ts';
import { boundWords, typeWords } from '../../docs/site/reference/schema-words.ts';
import { sidebarOf } from '../../docs/site/sidebar.ts';
import { routes } from '../../src/http/routes.ts';

describe('the Markdown of the documentation', () => {
  it('the links of a page are those outside of code', () => {
    const text =
      'See [a](a.md), `[b](b.md)` and ![c](c.png).\n```sh\n[d](d.md)\n```\n  ```\n  [f](f.md)\n  ```\n[e](#e)\n';
    expect(linksIn(text)).to.deep.equal(['a.md', 'c.png', '#e']);
    expect(withLinks(text, (target) => `/${target}`)).to.equal(
      'See [a](/a.md), `[b](b.md)` and ![c](/c.png).\n```sh\n[d](d.md)\n```\n  ```\n  [f](f.md)\n  ```\n[e](/#e)\n',
    );
  });

  it('the anchors of headings are those of GitHub', () => {
    const text =
      '# Über `PATCH`\n## What it is, and when?\n## Tasks\n```\n# no heading\n```\n## Tasks\n## [A link](x.md)\n';
    expect(anchorsIn(text)).to.deep.equal(['über-patch', 'what-it-is-and-when', 'tasks', 'tasks-1', 'a-link']);
  });
});

describe('the navigation of the documentation', () => {
  const page = (source: string, path: string, title: string, text = ''): Page => ({ source, path, title, text });

  it('the navigation has the sections of the contents, and the pages of tables below those that list them', () => {
    const pages = [
      page('docs/README.md', 'index.md', 'Home', '# Home\n\n## Use\n\nHow.\n\n- [Guides](guides/README.md): all\n'),
      page('docs/guides/README.md', 'guides/index.md', 'Guides', '| guide |\n| --- |\n| [One](one.md) | first |\n'),
      page('docs/guides/one.md', 'guides/one.md', 'One'),
    ];
    const made = { Use: [{ text: 'Made', link: '/made' }] };
    expect(sidebarOf(contentsOf(pages), made)).to.deep.equal([
      {
        text: 'Use',
        items: [
          { text: 'Guides', link: '/guides/', collapsed: true, items: [{ text: 'One', link: '/guides/one' }] },
          { text: 'Made', link: '/made' },
        ],
      },
    ]);
  });
});

describe('the reference of the HTTP API', () => {
  it('the reference has each operation once, and each type that it links to', () => {
    const pages = httpPages();
    const sections = pages.flatMap(({ path, text }) =>
      [...text.matchAll(/ \{#([\w-]+)\}$/gm)].map(([, id]) => `/${path}#${id}`),
    );
    const operations = sections.flatMap((section) => section.split('#operation-')[1] ?? []);
    expect(operations.toSorted()).to.deep.equal(routes.map(({ operationId }) => operationId).toSorted());
    const linked = pages.flatMap(({ text }) => linksIn(text)).filter((target) => target.includes('#type-'));
    expect(linked).to.have.length.above(300);
    expect(linked.filter((target) => !sections.includes(target))).to.deep.equal([]);
  });

  it('types and bounds are told in words', () => {
    const link = (name: string) => `#${name}`;
    const nullable = { anyOf: [{ $ref: '#/components/schemas/Unit' }, { type: 'null' }] };
    expect(typeWords({ type: 'array', items: nullable }, link)).to.equal('list of [Unit](#Unit) or null');
    expect(typeWords({ enum: ['kg', 'lb'] }, link)).to.equal('`"kg"`, `"lb"`');
    expect(boundWords({ type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER })).to.equal('at least 0');
    expect(boundWords({ type: 'string', maxLength: 9, default: 'a' })).to.equal('at most 9 characters; default `"a"`');
  });
});
