import { IN_WHOLE_BROWSER } from '../../support/chromium.ts';
import { expect, test } from '../../support/fixtures.ts';

// The settings say what the browser thinks of notifications.
test.use(IN_WHOLE_BROWSER);

test('what a screen reader finds in the menu, and in what it opens', async ({ person }) => {
  const { page } = await person('Ann');
  const menu = page.getByRole('button', { name: 'Room menu' });
  await menu.click();
  await expect(page.locator('#room-menu')).toMatchAriaSnapshot(`
    - list:
      - /children: deep-equal
      - listitem:
        - button "Invite others"
      - listitem:
        - button "Find in the conversation"
      - listitem:
        - button "Save conversation as text"
      - listitem:
        - button "Save conversation as JSON lines"
      - listitem:
        - button "Settings"
      - listitem:
        - button "Help"
  `);
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(page.getByRole('dialog')).toMatchAriaSnapshot(`
    - dialog "Settings":
      - heading "Settings" [level=2]
      - button "Close"
      - group "Colours":
        - /children: deep-equal
        - text: Colours
        - radio "As the system" [checked]
        - text: As the system
        - radio "Light"
        - text: Light
        - radio "Dark"
        - text: Dark
      - group "Tell me of":
        - radio "Mentions" [checked]
      - status: Your browser has not been asked yet.
      - button "Allow notifications"
      - group "Bell":
        - radio "Off" [checked]
  `);
  await page.keyboard.press('Escape');
  await menu.click();
  await page.getByRole('button', { name: 'Help' }).click();
  await expect(page.getByRole('dialog')).toMatchAriaSnapshot(`
    - dialog "Help":
      - heading "Help" [level=2]
      - button "Close"
      - heading "What can be written" [level=3]
      - term: /help
      - definition: shows what there is
      - heading "While you write" [level=3]
      - term: Enter
      - definition: sends
      - heading "In the conversation" [level=3]
      - term: C
      - definition: Copy
  `);
  await page.keyboard.press('Escape');
  await menu.click();
  await page.getByRole('button', { name: 'Find in the conversation' }).click();
  await expect(page.getByRole('search')).toMatchAriaSnapshot(`
    - search:
      - /children: deep-equal
      - searchbox "Find in the conversation"
      - status
      - button "Previous place" [disabled]
      - button "Next place" [disabled]
      - button "Close"
  `);
});

test('what a screen reader finds of a line that is edited, and of what can be done with it', async ({ person }) => {
  const ann = await person('Ann');
  await ann.says('one');
  await expect(ann.unsettledLines).toHaveCount(0);
  await ann.composer.press('ArrowUp');
  await expect(ann.page.locator('form')).toMatchAriaSnapshot(`
    - /children: deep-equal
    - paragraph: You are editing your message. Escape leaves it as it was.
    - button "Cancel"
    - text: Message to everyone
    - textbox "Message to everyone":
      - /placeholder: Write to everyone
      - text: one
    - button "Save"
    - paragraph:
      - status
    - status: You are editing your message.
  `);
  await ann.composer.press('!');
  await ann.composer.press('Enter');
  await ann.transcript.focus();
  await ann.page.keyboard.press('Enter');
  await expect(ann.transcript.getByRole('listitem').last()).toMatchAriaSnapshot(`
    - listitem:
      - /children: deep-equal
      - paragraph:
        - text: Ann you
        - time: /\\d\\d:\\d\\d/
      - paragraph:
        - text: one!
        - time: edited
  `);
  await expect(ann.page.getByRole('toolbar')).toMatchAriaSnapshot(`
    - toolbar "Message by Ann":
      - /children: deep-equal
      - time: /\\d\\d:\\d\\d/
      - button "Copy message by Ann"
      - button "Quote message by Ann"
      - button "Copy link to message by Ann"
      - button "Edit message by Ann"
      - button "Delete message by Ann"
  `);
});
