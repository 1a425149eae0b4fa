import { once } from 'node:events';
import { connect } from 'node:http2';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { widenWindows } from '../../../embedded/eventstoredb/flow-control.ts';
import { startEventStore } from '../../../embedded/eventstoredb/server.ts';

describe('the flow control of the event store', () => {
  it('lets a client send a mebibyte before it waits, in a call and over the connection', async () => {
    widenWindows();
    const server = await startEventStore({ file: ':memory:' });
    const session = connect(`http://127.0.0.1:${server.port}`);
    const call = session.request({ ':method': 'POST', ':path': '/unknown', 'content-type': 'application/grpc' });
    while (session.remoteSettings.initialWindowSize !== 1_048_576) await nextTurn();
    while (session.state.remoteWindowSize !== 1_048_576) await nextTurn();
    call.close();
    session.close();
    await once(session, 'close');
    await server.close();
  });
});
