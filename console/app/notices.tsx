import { isOnline } from '../api/online.ts';
import { pendingCount, refusals } from '../api/outbox.ts';
import { t } from '../i18n/language.ts';
import { Icon } from '../ui/icon.tsx';
import { detailOf } from '../ui/problem.ts';

/** Says that there is no network, what waits for it, and what the service has refused. */
export function Notices() {
  const waiting = pendingCount.value;
  return (
    <div class="notices" aria-live="polite">
      {!isOnline.value && (
        <p class="notice">
          <Icon name="offline" />
          {waiting > 0 ? t('offline.waiting', { count: waiting }) : t('offline.now')}
        </p>
      )}
      {refusals.value.map(({ key, problem }) => (
        <p key={key} class="notice bad">
          {t('offline.refused', { reason: detailOf(problem) })}
          <button type="button" class="icon-button" aria-label={t('app.dismiss')} onClick={() => dismiss(key)}>
            <Icon name="close" />
          </button>
        </p>
      ))}
    </div>
  );
}

function dismiss(key: string): void {
  refusals.value = refusals.value.filter((each) => each.key !== key);
}
