import { account } from '../../api/account.ts';
import { placesOf } from '../../app/navigation.ts';
import { t } from '../../i18n/language.ts';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';

/** The places that the bottom of a phone has no room for. */
export const More = () => (
  <Page title={t('nav.more')}>
    <ul class="list">
      {(account.value ? placesOf(account.value) : [])
        .filter(({ isMain }) => !isMain)
        .map(({ href, label, icon }) => (
          <li key={href}>
            <a class="list-link" href={href}>
              <Icon name={icon} />
              <span>{t(label)}</span>
              <Icon name="next" />
            </a>
          </li>
        ))}
    </ul>
  </Page>
);
