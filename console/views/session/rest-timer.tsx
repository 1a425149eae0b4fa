import { effect, signal } from '@preact/signals';
import { formatSeconds } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { Icon } from '../../ui/icon.tsx';

const usualSeconds = 90;

/** When the rest ends, in milliseconds; null while there is none. */
const endsAt = signal<number | null>(null);
const now = signal(Date.now());

export function startRest(seconds: number | null): void {
  now.value = Date.now();
  endsAt.value = now.value + (seconds ?? usualSeconds) * 1_000;
}

effect(() => {
  if (endsAt.value === null) return;
  const timer = setInterval(() => {
    now.value = Date.now();
    if (endsAt.peek() !== null && now.value >= (endsAt.peek() ?? 0)) endRest();
  }, 250);
  return () => clearInterval(timer);
});

function endRest(): void {
  endsAt.value = null;
  navigator.vibrate?.(300);
}

/** The time until the next set, at the bottom of the window. */
export function RestTimer() {
  if (endsAt.value === null) return null;
  const left = Math.max(0, (endsAt.value - now.value) / 1_000);
  return (
    <div class="rest" role="timer" aria-label={t('rest.label')}>
      <Icon name="timer" />
      <b>{formatSeconds(Math.ceil(left))}</b>
      <button
        type="button"
        class="button"
        onClick={() => {
          endsAt.value = (endsAt.value ?? Date.now()) + 30_000;
        }}
      >
        {t('rest.more')}
      </button>
      <button
        type="button"
        class="button"
        onClick={() => {
          endsAt.value = null;
        }}
      >
        {t('rest.stop')}
      </button>
    </div>
  );
}
