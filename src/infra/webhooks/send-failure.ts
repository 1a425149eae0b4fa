import type { SendError } from '../../events/webhook-values.ts';

/** The reason for which a request got no response. */
export class SendFailure extends Error {
  readonly reason: SendError;
  constructor(reason: SendError) {
    super(reason);
    this.reason = reason;
  }
}
