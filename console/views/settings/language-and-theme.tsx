import { chooseLanguage, type LanguageCode, languageCode, languages, t } from '../../i18n/language.ts';
import { chooseTheme, theme, themes } from '../../theme/theme.ts';
import { Select } from '../../ui/field.tsx';

const languageOptions = Object.entries(languages) as readonly (readonly [LanguageCode, string])[];

/** The settings of this browser. */
export const LanguageAndTheme = () => (
  <div class="row">
    <Select
      label={t('settings.language')}
      value={languageCode()}
      options={languageOptions}
      onChange={(code) => void chooseLanguage(code)}
    />
    <Select
      label={t('settings.theme')}
      value={theme.value}
      options={themes.map((each) => [each, t(`theme.${each}`)] as const)}
      onChange={chooseTheme}
    />
  </div>
);
