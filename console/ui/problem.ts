import { ApiError } from '../../client/irontrack.ts';
import { JobStopped } from '../api/import-jobs.ts';
import { isNetworkFailure, isOutage } from '../api/online.ts';
import { type MessageKey, t } from '../i18n/language.ts';

/** The refusals for which the application has words of its own, by their codes. */
const ownWords = new Map<string | undefined, MessageKey>([
  ['invalid-credentials', 'problem.invalidCredentials'],
  ['wrong-password', 'problem.wrongPassword'],
  ['email-taken', 'problem.emailTaken'],
  ['too-many-requests', 'problem.tooMany'],
  ['not-permitted', 'problem.notPermitted'],
]);

/** What a failure means, in the words of the application where it has some, else in those of the service. */
export function messageOf(error: unknown): string {
  if (isNetworkFailure(error)) return t('problem.network');
  if (isOutage(error)) return t('problem.outage');
  if (error instanceof JobStopped) return t('problem.jobStopped');
  if (!(error instanceof ApiError)) return t('problem.unexpected');
  const { problem, status, message } = error;
  const own = ownWords.get(problem?.code);
  if (own !== undefined) return t(own);
  if (status === 404 || isWrongId(error)) return t('problem.notFound');
  return detailOf(problem) || message;
}

/** What is wrong in the words of the service: of a request with wrong values, what is wrong with each. */
export function detailOf(problem: ApiError['problem'] | undefined): string {
  const wrong = problem?.code === 'validation' ? problem.details?.map(({ message }) => message).join(' ') : undefined;
  return wrong ?? problem?.detail ?? '';
}

/** Whether the address of the page has an id that nothing can have. The ids that the application makes are valid. */
const isWrongId = ({ problem }: ApiError): boolean =>
  problem?.code === 'validation' && problem.details?.every(({ field }) => field === 'id') === true;

/** The refused fields of a request with what is wrong with each. */
export function fieldErrors(error: unknown): ReadonlyMap<string, string> {
  const details = error instanceof ApiError ? error.problem?.details : undefined;
  return new Map(details?.map(({ field, message }) => [field, message]) ?? []);
}
