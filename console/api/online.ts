import { signal } from '@preact/signals';
import { ApiError } from '../../client/irontrack.ts';

/** Whether the browser has a network, and the last request has reached the service. */
export const isOnline = signal(navigator.onLine);

addEventListener('online', () => {
  isOnline.value = true;
});
addEventListener('offline', () => {
  isOnline.value = false;
});

/** Whether a request failed because it has not reached the service, which `fetch` tells by a `TypeError`. */
export const isNetworkFailure = (error: unknown): boolean => error instanceof TypeError || isTimeout(error);

const isTimeout = (error: unknown): boolean => error instanceof DOMException && error.name === 'TimeoutError';

/** Whether a request was refused because the sign-in has ended, perhaps on another device. */
export const isSignedOut = (error: unknown): boolean => error instanceof ApiError && error.status === 401;

/** Whether the service cannot answer now, but a later request may be answered. */
export const isOutage = (error: unknown): boolean => error instanceof ApiError && error.status === 503;
