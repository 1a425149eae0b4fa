import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { eventually } from '../../projections/support/eventually.ts';
import { checkPage } from '../support/check-page.ts';
import { agreedPeopleOf, bench, peopleOf, train } from '../support/coached.ts';
import { goTo } from '../support/enter.ts';
import { type ConsoleSuite, itOnEachSize } from '../support/use-console.ts';

const click = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const shown = (page: Page, title: string) => page.getByRole('heading', { level: 1, name: title }).waitFor();

export function testCoaching(the: ConsoleSuite): void {
  itOnEachSize('asks an athlete, who accepts, and tells by itself why to look at the athlete', async (size) => {
    const { coach, athlete, coachEmail, athleteEmail } = await peopleOf(the, size, 'asking');
    const { page } = await the.as(coachEmail, size);
    await goTo(page, '/coaching');
    await page.getByLabel('Email address of the athlete').fill(athleteEmail);
    await click(page, 'Ask');
    await page.getByText('Asked. You see the athlete here').waitFor();
    await checkPage(page);
    const { page: own } = await the.as(athleteEmail, size);
    await goTo(own, '/coaching');
    await click(own, 'Accept');
    await own.getByRole('dialog').getByLabel('plans').uncheck();
    await checkPage(own);
    await own.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await own.getByText('training sessions, statistics').waitFor();
    await own.getByLabel('Goals').fill('Squat 150 kg');
    await click(own, 'Save');
    await own.getByText('Saved').waitFor();
    await checkPage(own);
    await goTo(page, '/roster');
    const card = page.getByRole('article', { name: athleteEmail });
    await page.getByRole('region', { name: 'On track' }).and(page.locator(':has(article)')).waitFor();
    await train(athlete, { notes: 'Sharp knee pain' });
    // What the athlete has written appears without a reload.
    await page.getByRole('region', { name: 'Needs attention' }).getByText('A note mentions: pain.').waitFor();
    await checkPage(page);
    await card.getByRole('button', { name: 'Seen' }).click();
    await page.getByRole('region', { name: 'On track' }).getByText('Pain in a note').waitFor();
    await page.getByRole('link', { name: 'Thresholds' }).click();
    await page.getByLabel('Days without a session').fill('5');
    await checkPage(page);
    await click(page, 'Save');
    await page.getByText('Saved').waitFor();
    expect((await coach.get('/coaching/thresholds')).json.thresholds).to.deep.equal({ silentDays: 5 });
  });

  it('lets a coach read until the end of a day in the time zone of the athlete', async () => {
    const email = 'until@example.com';
    const { page } = await the.as(email, 'phone');
    const client = await the.client(email);
    await client.patch('/profile', { timezone: 'Pacific/Auckland' });
    await page.goto('/coaching');
    // The profile, with the time zone, was read.
    await page.getByLabel('Goals').waitFor();
    await page.getByLabel('Email address of the coach').fill('coach-until@example.com');
    await page.getByLabel('Until').fill('2099-12-24');
    await click(page, 'Invite');
    await page.getByText('until Thu, 24 Dec 2099').waitFor();
    const { items } = (await client.get('/coaching?as=athlete')).json;
    expect(Date.parse(items[0].expiresAt)).to.equal(Date.parse('2099-12-24T23:59:00+13:00'));
  });

  itOnEachSize(
    'shows a timeline with corrections as they happen, what is new, charts and private notes',
    async (size) => {
      const people = await agreedPeopleOf(the, size);
      const { coach, athlete, coachEmail } = people;
      await athlete.patch('/profile', { forCoaches: { goals: 'Squat 150 kg', limitations: 'Left knee' } });
      const { id, exercises } = await train(athlete, {});
      const { page } = await the.as(coachEmail, size);
      await goTo(page, `/athletes/${people.athleteId}`);
      await page.getByText('Left knee').waitFor();
      await page.getByText('6 changes').waitFor();
      await page.getByLabel('No one else reads them').fill('Prefers mornings');
      await click(page, 'Save');
      await page.getByText('Saved').waitFor();
      await checkPage(page);
      await click(page, 'Mark as looked at');
      await page.getByText('Nothing is new.').waitFor();
      expect((await coach.get(`/coaching/athletes/${people.athleteId}/notes`)).json.text).to.equal('Prefers mornings');
      await page.getByRole('link', { name: 'Timeline' }).first().click();
      await page.getByText(/Session “Push” started/).waitFor();
      const [entry] = exercises;
      await athlete.patch(`/training-sessions/${id}/exercises/${entry.id}/sets/${entry.sets[1].id}`, { reps: 7 });
      const correction = page.locator('.correction').getByText('Set 2 of Bench: 80 kg × 5 → 80 kg × 7');
      await correction.waitFor();
      expect(await correction.getAttribute('lang')).to.equal('en');
      await checkPage(page);
      // While a person types the year 2026, the field has the year 202.
      await page.getByLabel('From').fill('0202-03-01');
      await page.getByLabel('From').fill('');
      await page.getByLabel('About').selectOption('Measurement');
      await page.getByText('Nothing has happened here.').waitFor();
      await click(page, 'Corrections');
      await correction.waitFor();
      await checkPage(page);
      await page.getByRole('navigation', { name: 'Parts' }).getByRole('link', { name: 'Progress' }).click();
      await page.getByRole('figure', { name: 'Volume per week' }).waitFor();
      await page.getByLabel('Exercise').waitFor();
      await checkPage(page);
      const name = 'W'.repeat(255);
      await athlete.patch('/access/me', { name });
      await page.goto(`/athletes/${people.athleteId}/thresholds`);
      await page.getByText(name).waitFor();
      await page.getByLabel('Days without a session').waitFor();
      await checkPage(page);
      await athlete.patch('/access/me', { name: null });
    },
  );

  itOnEachSize('shows a session as of any moment, and lets both sides talk about it', async (size) => {
    const people = await agreedPeopleOf(the, size);
    const { athlete, athleteId, coachEmail, athleteEmail } = people;
    const { id, exercises } = await train(athlete, {});
    const [entry] = exercises;
    await athlete.patch(`/training-sessions/${id}/exercises/${entry.id}/sets/${entry.sets[0].id}`, { reps: 9 });
    const { page } = await the.as(coachEmail, size);
    await goTo(page, `/athletes/${athleteId}/sessions/${id}`);
    await page.getByText('change 7 of 7').waitFor();
    const state = page.getByRole('region', { name: 'The session at this moment' });
    await state.getByText('80 kg × 9').waitFor();
    await page.getByRole('slider').press('Home');
    await page.getByText('Changed since then').waitFor();
    await state.getByText('No exercises yet.').waitFor();
    await page.getByText('Bench added: 80 kg × 9, 80 kg × 5, 80 kg × 5').waitFor();
    await click(page, 'To the correction');
    await state.getByText('80 kg × 9').waitFor();
    await page.getByLabel('About').selectOption('Set 1 of Bench');
    await page.getByLabel('Comment', { exact: true }).fill('Really nine?');
    await click(page, 'Send');
    await page.getByRole('heading', { name: 'Set 1 of Bench' }).waitFor();
    await checkPage(page);
    const { page: own } = await the.as(athleteEmail, size);
    await own.getByText('1 new comment').waitFor();
    await checkPage(own);
    await own.getByRole('link', { name: /Really nine/ }).click();
    await own.locator('.comment').getByText('new', { exact: true }).waitFor();
    await own.getByLabel('Comment', { exact: true }).fill('I had counted wrong.');
    await click(own, 'Send');
    await own.getByText('I had counted wrong.').waitFor();
    await checkPage(own);
    await goTo(own, '/settings');
    await own.locator('section', { hasText: 'Who looked at my data' }).getByText('A coach').first().waitFor();
    // The coach sees the answer without a reload.
    await page.getByText('I had counted wrong.').waitFor();
    await eventually(async () => {
      const { items } = (await athlete.get('/discussions')).json;
      expect(items[0].unread).to.deep.equal({ athlete: 0, coach: 0 });
    });
  });

  itOnEachSize('assigns a plan from a day, changes a target and pauses the plan', async (size) => {
    const people = await agreedPeopleOf(the, size);
    const { coach, athlete, athleteId, coachEmail, athleteEmail } = people;
    const unit = (await coach.post('/training-units', { name: 'Legs', exercises: [bench] })).json;
    const units = [{ unitId: unit.id, day: 1 }];
    await coach.post('/training-plans', { name: 'Block 1', difficulty: 'beginner', units });
    const { page } = await the.as(coachEmail, size);
    await goTo(page, `/athletes/${athleteId}/plan`);
    await page.getByText('The athlete has never followed a plan.').waitFor();
    await click(page, 'Assign');
    await click(page, 'Edit Bench');
    await page.getByLabel('sets').fill('5');
    await checkPage(page);
    await click(page, 'Save');
    await page.getByText('5 × 5').waitFor();
    await checkPage(page);
    const { page: own } = await the.as(athleteEmail, size);
    await goTo(own, '/');
    await shown(own, 'Today');
    await own.getByRole('link', { name: 'Block 1' }).waitFor();
    await click(page, 'Pause');
    await click(page, 'Resume');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    expect((await athlete.get('/training-plans/current?timezone=UTC')).json.name).to.equal('Block 1');
  });
}
