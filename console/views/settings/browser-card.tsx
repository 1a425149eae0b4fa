import { t } from '../../i18n/language.ts';
import { Card } from '../../ui/field.tsx';
import { LanguageAndTheme } from './language-and-theme.tsx';

export const BrowserCard = () => (
  <Card title={t('settings.browser')}>
    <LanguageAndTheme />
  </Card>
);
