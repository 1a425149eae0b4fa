/** The result of one check of `irontrack doctor`. `details` says what was found, and what to do about a problem. */
export type Check = Readonly<{ name: string; result: 'ok' | 'warning' | 'failed'; details: string }>;

export const ok = (name: string, details: string): Check => ({ name, result: 'ok', details });
export const warning = (name: string, details: string): Check => ({ name, result: 'warning', details });
export const failed = (name: string, details: string): Check => ({ name, result: 'failed', details });
