import { t } from '../i18n/language.ts';

type Props = Readonly<{ isRunning: boolean; isSaved: boolean }>;

/** The button that saves a form, and that it was saved. */
export const SaveRow = ({ isRunning, isSaved }: Props) => (
  <div class="actions">
    <button type="submit" class="button primary" disabled={isRunning}>
      {t('app.save')}
    </button>
    <span role="status" class="muted">
      {isSaved && t('app.saved')}
    </span>
  </div>
);
