import { axeViolations } from '../../support/axe.ts';
import { AT_BOTH_WIDTHS, expect, IN_LONG_RUN, test } from '../../support/fixtures.ts';
import type { Person } from '../../support/person.ts';

test.use({ room: 'shared' });

const NAMES = '**/assets/loaded-emoji-names-*.js';

const suggestions = (person: Person) => person.page.getByRole('option');
const activeSuggestion = (person: Person) => person.page.getByRole('option', { selected: true });
const hasLoadedNames = (person: Person) =>
  person.page.evaluate(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('loaded-emoji-names')),
  );

/** Replaces the text key by key. */
const types = async (person: Person, text: string) => {
  await person.composer.fill('');
  await person.composer.pressSequentially(text);
};

test(
  'the name of an emoji is completed, and what the composer shows is sent',
  AT_BOTH_WIDTHS,
  async ({ person, httpMember }) => {
    const ann = await person('Ann');
    const ben = await httpMember('Ben');
    await types(ann, 'at 12:30 :) http://a.example:8000');
    expect(await hasLoadedNames(ann), 'the names are not loaded before they are needed').toBe(false);
    await types(ann, 'so :smile_c');
    await expect(activeSuggestion(ann)).toHaveText('😸smile_cat');
    await expect(activeSuggestion(ann)).toHaveAccessibleName('smile cat');
    await expect(ann.composer).toHaveAttribute('aria-activedescendant', 'suggestion-0');
    await expect(ann.page.getByRole('status').filter({ hasText: /^\d suggestions?\.$/ })).toBeAttached();
    expect(await axeViolations(ann.page)).toEqual([]);
    await ann.composer.press('Enter');
    await expect(ann.composer).toHaveValue('so 😸 ');

    await ann.composer.pressSequentially(':party');
    await expect(suggestions(ann)).not.toHaveCount(0);
    await ann.composer.press('Escape');
    await expect(suggestions(ann)).toHaveCount(0);
    await ann.composer.pressSequentially('_popper:');
    await expect(ann.composer).toHaveValue('so 😸 🎉');
    await ann.composer.press('Control+z');
    await expect(ann.composer, 'undo gives the typed name back').toHaveValue('so 😸 :party_popper:');
    await ann.composer.press('Control+Shift+z');
    await expect(ann.composer).toHaveValue('so 😸 🎉');
    await ann.composer.pressSequentially(' `a :tada:` :daumen_hoch:!');
    await expect(ann.composer).toHaveValue('so 😸 🎉 `a :tada:` 👍!');
    await ann.composer.press('Enter');
    await ben.reads('so 😸 🎉 `a :tada:` 👍!');
  },
);

test(
  'without the names of emoji nothing is suggested, and the text is sent as typed',
  IN_LONG_RUN,
  async ({ person, httpMember }) => {
    const ann = await person('Ann');
    const ben = await httpMember('Ben');
    await ann.page.route(NAMES, (route) => route.abort());
    const failed = ann.page.waitForEvent('requestfailed', (request) => request.url().includes('loaded-emoji-names'));
    await types(ann, ':tada:');
    await failed;
    await ann.composer.press('Enter');
    await ben.reads(':tada:');
    await expect(ann.page.locator('.update-bar p')).toHaveCount(0);
    await ann.page.unroute(NAMES);
    await types(ann, ':tada:');
    await expect(ann.composer, 'the next name tries again').toHaveValue('🎉');
  },
);
