import { ApiError } from '../../client/irontrack.ts';
import { isNetworkFailure, isOutage } from '../api/online.ts';
import { t } from '../i18n/language.ts';

/** What a failure means, in the words of the application where it has some, else in those of the service. */
export function messageOf(error: unknown): string {
  if (isNetworkFailure(error)) return t('problem.network');
  if (isOutage(error)) return t('problem.outage');
  if (!(error instanceof ApiError)) return t('problem.unexpected');
  switch (error.problem?.code) {
    case 'invalid-credentials':
      return t('problem.invalidCredentials');
    case 'wrong-password':
      return t('problem.wrongPassword');
    case 'email-taken':
      return t('problem.emailTaken');
    case 'too-many-requests':
      return t('problem.tooMany');
    case 'not-permitted':
      return t('problem.notPermitted');
    case 'validation':
      return error.problem.details?.map(({ message }) => message).join(' ') ?? error.message;
    default:
      return error.status === 404 ? t('problem.notFound') : error.message;
  }
}

/** The refused fields of a request with what is wrong with each. */
export function fieldErrors(error: unknown): ReadonlyMap<string, string> {
  const details = error instanceof ApiError ? error.problem?.details : undefined;
  return new Map(details?.map(({ field, message }) => [field, message]) ?? []);
}
