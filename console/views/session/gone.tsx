import { t } from '../../i18n/language.ts';
import { Page } from '../../ui/page.tsx';

export const Gone = () => (
  <Page title={t('session.deleted')} parent={{ href: '/history', label: t('nav.history') }}>
    <p>{t('session.deletedText')}</p>
  </Page>
);
