import { expect } from 'chai';
import { bounded, whileAnswering } from '../../../src/infra/log/bounded.ts';

describe('waiting for the event store', () => {
  it('continues while the event store answers questions, and ends with the answer', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    let questions = 0;
    const ask = async () => {
      questions += 1;
      if (questions === 3) resolve('written');
    };
    expect(await whileAnswering(promise, { everyMs: 1, ask })).to.equal('written');
    expect(questions).to.equal(3);
  });

  it('ends with the error of a question that is not answered', async () => {
    const ask = () => Promise.reject(new Error('gone'));
    const error = await whileAnswering(new Promise(() => {}), { everyMs: 1, ask }).catch((thrown: unknown) => thrown);
    expect(error).to.have.property('message', 'gone');
  });

  it('is an outage when its time is over', async () => {
    const error = await bounded(1, () => new Promise(() => {})).catch((thrown: unknown) => thrown);
    expect(error).to.include({ code: 'unavailable', message: 'The event store does not answer.' });
  });
});
