import { defineConfig } from 'vitepress';
import { codePages } from '../code-pages.ts';
import { contentsOf } from '../contents.ts';
import { anchorOf } from '../markdown.ts';
import { readPages } from '../pages.ts';
import { referencePages } from '../reference/pages.ts';
import { type MadePages, sidebarOf } from '../sidebar.ts';

const toLink = (path: string) => `/${path.replace(/\.md$/, '')}`;

const made: MadePages = {
  'For developers of clients': [
    {
      text: 'Reference of all operations',
      collapsed: true,
      items: referencePages.map(({ title, path }) => ({ text: title, link: toLink(path) })),
    },
    {
      ...{ text: 'Reference of the code', link: '/code/', collapsed: true },
      items: codePages.map(({ title, path }) => ({ text: title, link: toLink(`code/${path}`) })),
    },
  ],
  Project: [
    { text: 'Licence', link: '/licence' },
    { text: 'Licences of packages', link: '/licences' },
  ],
};

export default defineConfig({
  ...{ title: 'IronTrack', description: 'A training history that cannot be rewritten unnoticed.', lang: 'en' },
  ...{ srcDir: '../../.docs/pages', outDir: '../../.docs/html', cacheDir: '../../.docs/cache', cleanUrls: false },
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  // Angle brackets in texts are no elements.
  markdown: { html: false, anchor: { slugify: anchorOf } },
  themeConfig: {
    sidebar: sidebarOf(contentsOf(readPages()), made),
    outline: [2, 3],
    externalLinkIcon: true,
    search: {
      provider: 'local',
      options: {
        // Examples would bury what people search for.
        _render: (text, env, md) => md.render(text.replaceAll(/^::: details.*?^:::$/gms, ''), env),
      },
    },
  },
});
