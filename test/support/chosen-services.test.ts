import { expect } from 'chai';
import { chosenServices, describeServices } from './chosen-services.ts';

describe('the services of the tests', () => {
  const urls = {
    EVENTSTORE_URL: 'esdb://admin:secret@store:2113?tls=false',
    DATABASE_URL: 'postgres://tests:secret@postgres:5432/postgres',
    REDIS_URL: 'redis://:secret@redis:6379',
  };
  const lineOf = (env: NodeJS.ProcessEnv) => describeServices(chosenServices(env));

  it('are embedded, unless the environment chooses others', () => {
    expect(lineOf(urls)).to.equal('Services: embedded');
    expect(lineOf({ IRONTRACK_TEST_SERVICES: 'containers' })).to.equal('Services: containers');
  });

  it('are printed with their addresses and without their passwords when they are given', () => {
    expect(lineOf({ ...urls, IRONTRACK_TEST_SERVICES: 'given' })).to.equal(
      'Services: given, at esdb://store:2113, postgres://postgres:5432/postgres, redis://redis:6379',
    );
  });

  it('are refused when an address is missing or the choice is unknown', () => {
    const env = { ...urls, IRONTRACK_TEST_SERVICES: 'given', REDIS_URL: '' };
    expect(() => chosenServices(env)).to.throw('Given services need REDIS_URL');
    expect(() => chosenServices({ IRONTRACK_TEST_SERVICES: 'podman' })).to.throw('IRONTRACK_TEST_SERVICES is none of');
  });
});
