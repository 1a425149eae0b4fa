import { expect } from 'chai';
import { sql } from 'slonik';
import { placeAfter } from '../../../src/queries/changes/feed-token.ts';
import { erasureOf } from '../../projections/support/accounts.ts';
import { projections } from '../../projections/support/tables.ts';
import { ownerId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import {
  createFeedFixture,
  createFollower,
  type FeedFixture,
  type FeedItem,
  feedOwner,
} from '../support/feed-fixture.ts';
import { refusalOf } from '../support/refusal.ts';

const namesOf = (items: readonly FeedItem[]) => items.map(({ type, id }) => `${type}/${id}`);
/** All read models except one, which then lags. */
const allBut = (name: string) => new Set(projections.map((each) => each.name).filter((each) => each !== name));

describe('a page of the change feed', () => {
  const database = useDatabase();
  let feed: FeedFixture;
  let client: ReturnType<typeof createFollower>;
  beforeEach(async () => {
    feed = await createFeedFixture(database.db, 3);
    await feed.project();
    client = createFollower(feed);
    await client.readAll();
  });

  const lastPosition = () => feed.log.all().at(-1)?.position ?? 0n;
  const startSession = () => {
    feed.script.startSession(feedOwner, 1);
    return feed.script.sessions.at(-1) ?? { id: '', owner: '' };
  };

  for (const lagging of ['sessions', 'changes', 'imports']) {
    it(`ends before what ${lagging} lacks, and does not skip it`, async () => {
      const { id } = startSession();
      await feed.project(allBut(lagging));
      const page = await client.read();
      expect([page.items, page.more]).to.deep.equal([[], false]);
      expect(page.next.own.position < lastPosition()).to.equal(true);
      await feed.project();
      expect(namesOf((await client.read()).items)).to.deep.equal([`session/${id}`]);
    });
  }

  it('does not wait for read models of other types than the asked ones', async () => {
    feed.script.renameAccount(feedOwner, 1);
    await feed.project(allBut('sessions'));
    const { items } = await feed.page({ kinds: ['account'] });
    expect(items.map(({ revision }) => revision)).to.deep.equal([1]);
  });

  it('contains what the account has written, else is refused', async () => {
    startSession();
    const written = { requiredPosition: () => lastPosition() };
    await feed.project(allBut('sessions'));
    expect(await refusalOf(client.read(written))).to.equal('read-model-behind');
    await feed.project();
    expect((await client.read(written)).items).to.have.lengthOf(1);
  });

  it('ends before an event of a parked stream, and is refused when that event is required', async () => {
    const parked = startSession();
    feed.log.append({ stream: `session-${parked.id}`, owner: feedOwner, type: 'SessionRenamed', data: {} });
    startSession();
    await feed.project();
    const { items, next } = await client.read();
    expect(namesOf(items)).to.deep.equal([]);
    expect(next.own.position < lastPosition()).to.equal(true);
    expect(await refusalOf(client.read({ requiredPosition: () => lastPosition() }))).to.equal('read-model-behind');
    feed.script.startSession(ownerId(2), 1);
    await feed.project();
    const other = await feed.page({ owner: ownerId(2) as typeof feedOwner, kinds: ['session'] });
    expect(other.items).to.have.lengthOf(1);
  });

  it('has the sessions again that show a deleted exercise, own or of the catalogue, in pages of any size', async () => {
    feed.script.addOwnExercise(feedOwner, 1);
    const [own = { id: '' }] = feed.script.exercises;
    const [shared = ''] = feed.script.catalogue;
    const sessions = [startSession(), startSession(), startSession()];
    for (const session of sessions) for (const id of [own.id, shared]) feed.script.addEntryOf(session, id);
    await feed.project();
    await client.readAll();
    const expected = sessions.map(({ id }) => `session/${id}`);
    for (const remove of [() => feed.script.deleteOwnExercise(0), () => feed.script.deleteFromCatalogue(0)]) {
      remove();
      await feed.project();
      const names = namesOf(await client.readAll(1));
      expect(names.filter((name) => name.startsWith('session'))).to.deep.equal(expected);
      expect(client.documents()).to.deep.equal(await feed.listed());
    }
  });

  it('has all own exercises again after a change of a reference list, once for several changes', async () => {
    for (const value of [1, 2, 3]) feed.script.addOwnExercise(feedOwner, value);
    await feed.project();
    await client.readAll();
    for (const value of [1, 2, 3]) feed.script.renameEquipment(value);
    await feed.project();
    const names = namesOf(await client.readAll(2));
    expect(names).to.deep.equal(feed.script.exercises.map(({ id }) => `exercise/${id}`));
    expect(client.documents()).to.deep.equal(await feed.listed());
  });

  it('lists the sessions that an undo of an import has deleted, and none of them to a client that begins', async () => {
    feed.script.beginImport(feedOwner, 3);
    const made = feed.script.sessions.map(({ id }) => `session/${id}`);
    await feed.project();
    await client.readAll();
    feed.script.continueImport(0);
    feed.script.continueImport(0);
    await feed.project();
    const items = await client.readAll(2);
    expect(namesOf(items.filter(({ deleted }) => deleted))).to.deep.equal(made);
    const fresh = await createFollower(feed).readAll();
    expect(fresh.filter(({ deleted }) => deleted)).to.deep.equal([]);
  });

  it('continues a token after all tables are built again in other lanes, and from another account without harm', async () => {
    startSession();
    await feed.project();
    const { next: token } = await client.read();
    const { id } = startSession();
    feed.script.startSession(ownerId(2), 2);
    const rebuilt = await createFeedFixture(database.db, 1, feed);
    await rebuilt.project();
    const { items } = await rebuilt.page({ after: token });
    expect(namesOf(items)).to.deep.equal([`session/${id}`]);
    const { items: others } = await rebuilt.page({ after: token, owner: ownerId(2) as typeof feedOwner });
    expect(others.map(({ document }) => (document as { userId: string }).userId)).to.deep.equal([ownerId(2)]);
  });

  it('never goes back when its tables lag those that the token is from', async () => {
    startSession();
    await feed.project();
    const { next } = await client.read();
    await database.db.query(sql.unsafe`UPDATE projection_checkpoints SET position = position - 1`);
    const page = await client.read();
    expect([page.items, page.next.own, page.next.shared]).to.deep.equal([[], next.own, next.shared]);
  });

  it('names the newest event of the log that its tables know', async () => {
    const { next } = await client.read();
    const last = feed.log.all().at(-1);
    expect([next.landmark?.position, next.landmark?.id]).to.deep.equal([last?.position, last?.id]);
    expect(next.own).to.deep.equal(placeAfter(lastPosition()));
  });

  it('ends after a megabyte of documents, but has at least one item', async () => {
    for (let number = 0; number < 3; number += 1) {
      const { id } = startSession();
      const personal = { notes: 'x'.repeat(700_000) };
      feed.log.append({
        stream: `session-${id}`,
        owner: feedOwner,
        type: 'SessionNoted',
        data: { personal, correction: false },
      });
    }
    await feed.project();
    const sizes: number[] = [];
    for (let more = true; more; ) {
      const page = await client.read();
      sizes.push(page.items.length);
      more = page.more;
    }
    expect(sizes).to.deep.equal([2, 1]);
  });

  it('has nothing of an erased account', async () => {
    startSession();
    feed.log.append(erasureOf(1));
    await feed.project();
    expect((await feed.page()).items).to.deep.equal([]);
  });
});
