import { t } from '../../i18n/language.ts';
import { Card } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { LanguageAndTheme } from './language-and-theme.tsx';
import { SignOut } from './sign-out.tsx';

export const Settings = () => (
  <Page title={t('nav.settings')} actions={<SignOut />}>
    <Card title={t('settings.browser')}>
      <LanguageAndTheme />
    </Card>
  </Page>
);
