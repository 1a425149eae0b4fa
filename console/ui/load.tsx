import type { ComponentChildren } from 'preact';
import type { Query } from '../api/query.ts';
import { t } from '../i18n/language.ts';
import { messageOf } from './problem.ts';

type Props<Data> = Readonly<{ query: Query<Data>; children: (data: Data) => ComponentChildren }>;

/** Shows the answer of a query; before it, that it is being read; after a failure, why, and a button to try again. */
export function Load<Data>({ query, children }: Props<Data>) {
  const { data, error, isLoading, reload } = query;
  if (data !== undefined) {
    return (
      <>
        {error !== undefined && <Failure error={error} onRetry={reload} />}
        {children(data)}
      </>
    );
  }
  if (isLoading)
    return (
      <p class="loading" aria-busy="true">
        {t('app.loading')}
      </p>
    );
  return <Failure error={error} onRetry={reload} />;
}

/** Why something failed. */
export const Failure = ({ error, onRetry }: { error: unknown; onRetry?: () => unknown }) => (
  <div class="failure" role="alert">
    <p>{messageOf(error)}</p>
    {onRetry && (
      <button type="button" class="button" onClick={() => void onRetry()}>
        {t('app.retry')}
      </button>
    )}
  </div>
);
