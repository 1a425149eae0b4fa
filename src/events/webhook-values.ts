import type { Length } from './values.ts';

/** The states of a delivery: not sent yet, sent in vain and due again, received, or no longer tried. */
export const deliveryStatuses = ['pending', 'failed', 'succeeded', 'given-up'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];
/** Why the service has switched off a webhook: its receiver answered 410, or every attempt has failed for days. */
export const disabledReasons = ['gone', 'failing'] as const;
export type DisabledReason = (typeof disabledReasons)[number];
/** Why an attempt has failed without an answer. */
export const sendErrors = [
  'address-not-allowed',
  'name-not-resolved',
  'certificate-refused',
  'timeout',
  'no-connection',
] as const;
export type SendError = (typeof sendErrors)[number];
/** How many webhooks an account may have. */
export const maxWebhooks = 20;
export const webhookUrlLength: Length = { min: 1, max: 2_000 };
export const webhookDescriptionLength: Length = { min: 0, max: 500 };
