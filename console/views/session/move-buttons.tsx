import { t } from '../../i18n/language.ts';
import { Icon } from '../../ui/icon.tsx';

/** Buttons that move a thing in its list. */
export const MoveButtons = ({ onMove }: { onMove: (by: -1 | 1) => void }) => (
  <div class="actions">
    <button type="button" class="button" onClick={() => onMove(-1)}>
      <Icon name="up" /> {t('app.moveUp')}
    </button>
    <button type="button" class="button" onClick={() => onMove(1)}>
      <Icon name="down" /> {t('app.moveDown')}
    </button>
  </div>
);
