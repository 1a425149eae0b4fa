import { createHash, timingSafeEqual } from 'node:crypto';
import { type Metadata, ServerInterceptingCall, type ServerInterceptor } from '@grpc/grpc-js';
import { callErrorOf } from './protocol/call-error.ts';
import { Refusal } from './store/refusal.ts';

/** Who may call the server. Either kind of proof is enough. */
export type Credentials = {
  /** Maps user names to passwords of Basic credentials, which clients send over TLS only. */
  readonly users?: Readonly<Record<string, string>>;
  /** A secret that clients send as the name of their connection (`connectionName`), which they do without TLS too. */
  readonly token?: string | undefined;
};

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Services of the event store server that clients call without credentials. */
const publicServices = /ServerFeatures|Gossip/;

/** Rejects a call that proves neither a user's password nor the token. */
export function createAuthentication({ users = {}, token }: Credentials): ServerInterceptor {
  const basic = Object.entries(users).map(([name, password]) => digest(`Basic ${name}:${password}`));
  const known = token === undefined ? basic : [...basic, digest(`Token ${token}`)];
  const proofsOf = (metadata: Metadata): string[] => {
    const [scheme, encoded = ''] = String(metadata.get('authorization')[0]).split(' ');
    return [
      `${scheme} ${Buffer.from(encoded, 'base64').toString('utf8')}`,
      `Token ${metadata.get('connection-name')[0] ?? ''}`,
    ];
  };
  const isKnown = (metadata: Metadata): boolean => {
    const presented = proofsOf(metadata).map(digest);
    return known.some((each) => presented.some((proof) => timingSafeEqual(each, proof)));
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
