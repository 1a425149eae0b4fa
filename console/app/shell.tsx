import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';
import { account } from '../api/account.ts';
import { t } from '../i18n/language.ts';
import { Icon } from '../ui/icon.tsx';
import { isAt, type Place, placesOf } from './navigation.ts';
import { Notices } from './notices.tsx';

/** The frame of all pages: the navigation, at the bottom of a phone and at the side of a wide window, and the notices. */
export function Shell({ children }: { children: ComponentChildren }) {
  const { path } = useLocation();
  const places = account.value ? placesOf(account.value) : [];
  return (
    <div class="shell">
      <a class="skip" href="#content">
        {t('app.skip')}
      </a>
      <nav class="side" aria-label={t('nav.label')}>
        <p class="brand" aria-hidden="true">
          <Icon name="exercises" /> IronTrack
        </p>
        {places.map((place) => (
          <NavLink key={place.href} place={place} path={path} />
        ))}
      </nav>
      <main id="content" tabIndex={-1}>
        <Notices />
        {children}
      </main>
      <nav class="tabs" aria-label={t('nav.label')}>
        {[...places.filter(({ isMain }) => isMain), more].map((place) => (
          <NavLink key={place.href} place={place} path={path} />
        ))}
      </nav>
    </div>
  );
}

const more: Place = { href: '/more', label: 'nav.more', icon: 'more' };

const NavLink = ({ place, path }: { place: Place; path: string }) => (
  <a href={place.href} aria-current={isAt(place, path) ? 'page' : undefined}>
    <Icon name={place.icon} />
    <span>{t(place.label)}</span>
  </a>
);
