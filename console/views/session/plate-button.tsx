import { useProfile } from '../../api/profile.ts';
import { formatNumber, formatWeight } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { loadBar } from '../../session/plates.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { numberOf } from '../../ui/numbers.ts';
import { useOpen } from '../../ui/use-open.ts';
import type { Measures } from './measure-fields.tsx';

/** Opens the plate calculator for the weight that is typed. */
export function PlateButton({ measures }: { measures: Measures }) {
  const dialog = useOpen();
  const value = numberOf(measures.weight);
  return (
    <>
      <button
        type="button"
        class="icon-button"
        disabled={value === null || value <= 0}
        aria-label={t('plates.open')}
        onClick={dialog.open}
      >
        <Icon name="exercises" />
      </button>
      {dialog.isOpen && value !== null && (
        <Dialog title={t('plates.title')} onClose={dialog.close}>
          <Plates value={value} unit={measures.unit} />
        </Dialog>
      )}
    </>
  );
}

function Plates({ value, unit }: { value: number; unit: 'kg' | 'lb' }) {
  const gear = useProfile().data?.gear[unit] ?? null;
  const { bar, side, rest } = loadBar({ value, unit }, gear);
  return (
    <>
      <p>{t('plates.bar', { weight: formatWeight({ value, unit }), bar: formatWeight({ value: bar, unit }) })}</p>
      {side.length === 0 ? (
        <p>{t('plates.none')}</p>
      ) : (
        <ol class="plates" aria-label={t('plates.side')}>
          {side.map((plate, at) => (
            <li key={at}>{formatNumber(plate)}</li>
          ))}
        </ol>
      )}
      {rest > 0 && <p class="notice">{t('plates.rest', { weight: formatWeight({ value: rest, unit }) })}</p>}
    </>
  );
}
