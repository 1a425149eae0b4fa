import { t } from '../../i18n/language.ts';
import { Page } from '../../ui/page.tsx';

export const NotFound = () => (
  <Page title={t('notFound.title')}>
    <p>{t('notFound.text')}</p>
    <p>
      <a href="/">{t('notFound.home')}</a>
    </p>
  </Page>
);
