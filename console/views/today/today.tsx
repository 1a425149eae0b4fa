import { account } from '../../api/account.ts';
import { t } from '../../i18n/language.ts';
import { Page } from '../../ui/page.tsx';

export const Today = () => (
  <Page title={t('nav.today')}>
    <p>{t('today.welcome', { name: account.value?.name ?? account.value?.email ?? '' })}</p>
  </Page>
);
