import type { Account } from '../api/account.ts';

/** Whether the account may coach. */
export const isTrainer = ({ roleSlug }: Account): boolean => roleSlug === 'fitness-trainer';
