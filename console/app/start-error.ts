import { signal } from '@preact/signals';

/** Why the application could not find out who is signed in. */
export const startError = signal<unknown>(undefined);
