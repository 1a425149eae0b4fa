import type { Section } from './contents.ts';

/** The first page of the site: each section with its purpose, and its first page. */
export function homePage(sections: readonly Section[]): string {
  const features = sections.map(({ title, purpose, entries }) => ({
    ...{ title, details: purpose },
    link: `/${entries[0]?.page.path.replace(/(index)?\.md$/, '') ?? ''}`,
  }));
  const hero = {
    name: 'IronTrack',
    text: 'Training history as a log of facts',
    tagline: 'Self-hosted and open. For athletes, for coaches, and for the programs that they use.',
    image: { src: '/pictures/roster-desktop.png', alt: 'The roster of a coach' },
    actions: [
      { text: 'Install it', link: '/installation' },
      { text: 'Log a workout', link: '/first-workout', theme: 'alt' },
      { text: 'Use the API', link: '/guides/first-request', theme: 'alt' },
    ],
  };
  // JSON is YAML, which the generator expects here.
  return `---\n${JSON.stringify({ layout: 'home', title: 'Documentation', hero, features })}\n---\n`;
}
