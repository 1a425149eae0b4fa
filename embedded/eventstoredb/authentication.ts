import { createHash, timingSafeEqual } from 'node:crypto';
import { type Metadata, ServerInterceptingCall, type ServerInterceptor } from '@grpc/grpc-js';
import { callErrorOf } from './protocol/call-error.ts';
import { Refusal } from './store/refusal.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Services of the event store server that clients call without credentials. */
const publicServices = /ServerFeatures|Gossip/;

/** Rejects a call unless its Basic credentials are those of a user in `users`, which maps names to passwords. */
export function createAuthentication(users: Readonly<Record<string, string>>): ServerInterceptor {
  const known = Object.entries(users).map(([name, password]) => digest(`${name}:${password}`));
  const isKnown = (metadata: Metadata): boolean => {
    const [scheme, encoded = ''] = String(metadata.get('authorization')[0]).split(' ');
    const presented = digest(Buffer.from(encoded, 'base64').toString('utf8'));
    return scheme === 'Basic' && known.some((user) => timingSafeEqual(user, presented));
  };
  return (method, call) =>
    new ServerInterceptingCall(call, {
      start: (next) =>
        next({
          onReceiveMetadata(metadata, pass) {
            if (publicServices.test(method.path) || isKnown(metadata)) return pass(metadata);
            call.sendStatus(callErrorOf(new Refusal({ kind: 'unauthenticated' })));
          },
        }),
    });
}
