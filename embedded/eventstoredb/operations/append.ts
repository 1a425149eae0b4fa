import type { handleClientStreamingCall, sendUnaryData } from '@grpc/grpc-js';
import { callErrorOf } from '../protocol/call-error.ts';
import type { AppendRequest } from '../protocol/write-requests.ts';
import { appended, notAppended } from '../protocol/write-responses.ts';
import type { Written } from '../store/events.ts';
import { Refusal } from '../store/refusal.ts';
import type { Store } from '../store/store.ts';
import { refuseOverdueCall } from './deadline.ts';
import { addEvent, type EventList, parseTarget, type Target, type WriteRules } from './validation.ts';

/** Answers a call once: only the first answer is sent, later ones are ignored. */
function createAnswer(callback: sendUnaryData<Buffer>) {
  let sent = false;
  const once = (send: () => void) => {
    if (sent) return;
    sent = true;
    send();
  };
  return {
    isSent: () => sent,
    succeed: (written: Written) => once(() => callback(null, appended(written))),
    fail: (error: unknown) =>
      once(() => {
        const failure = error instanceof Refusal ? error.failure : undefined;
        if (failure?.kind === 'wrong-expected-version') callback(null, notAppended(failure));
        else callback(callErrorOf(error));
      }),
  };
}

/**
 * Handles Streams/Append: the first message has the options, each further message one event. All events are written
 * together when the client has ended its side of the call.
 */
export const handleAppend =
  (store: Store, rules: WriteRules): handleClientStreamingCall<AppendRequest, Buffer> =>
  (call, callback) => {
    let target: Target | undefined;
    const list: EventList = { events: [], size: 0 };
    const answer = createAnswer(callback);

    const receive = ({ options, message }: AppendRequest) => {
      if (answer.isSent()) return;
      try {
        if (options) target = parseTarget(options, rules);
        if (message) addEvent(list, message, rules.maxAppendSize);
      } catch (error) {
        answer.fail(error);
      }
    };

    const finish = () => {
      if (answer.isSent()) return;
      const { stream, expected } = target ?? {};
      if (stream === undefined || expected === undefined) {
        return answer.fail(new Refusal({ kind: 'bad-request', message: 'The append has no options.' }));
      }
      store
        .write((writes) => {
          refuseOverdueCall(call);
          return writes.append(stream, expected, list.events);
        })
        .then(answer.succeed, answer.fail);
    };

    call.on('data', receive);
    call.on('end', finish);
    call.on('error', answer.fail);
  };
