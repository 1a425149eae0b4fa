import { useEffect, useRef } from 'preact/hooks';
import { t } from '../i18n/language.ts';
import { Failure } from './load.tsx';
import { useAction } from './use-action.ts';

/** At the end of a list: reads the next page when it comes into view. It is a button for the keyboard. */
export function MoreButton({ more }: { more: (() => Promise<void>) | null }) {
  const button = useRef<HTMLButtonElement>(null);
  const { run, isRunning, error } = useAction();
  useEffect(() => {
    const { current } = button;
    if (!current || !more || error !== undefined) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && void run(more), {
      rootMargin: '400px',
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, [more, error]);
  if (!more) return null;
  return (
    <>
      {error !== undefined && <Failure error={error} />}
      <button ref={button} type="button" class="button wide" disabled={isRunning} onClick={() => void run(more)}>
        {t('app.more')}
      </button>
    </>
  );
}
