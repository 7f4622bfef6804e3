import { expect, IN_LONG_RUN, test } from '../../support/fixtures.ts';

test('ARIA snapshots of the menu, the settings, the help and the find bar', IN_LONG_RUN, async ({ person, server }) => {
  const ann = await person('Ann', { as: 'visitor' });
  const { page } = ann;
  // The settings show the notification permission, which the headless shell denies.
  await page.addInitScript(() => Object.defineProperty(Notification, 'permission', { value: 'default' }));
  await ann.joins(server.url);
  const menu = page.getByRole('button', { name: 'Room menu' });
  await menu.click();
  await expect(page.locator('#room-menu')).toMatchAriaSnapshot(`
    - list:
      - /children: deep-equal
      - listitem:
        - button "Search the conversation"
      - listitem:
        - button "Export as text"
      - listitem:
        - button "Export as JSON"
      - listitem:
        - button "Settings"
      - listitem:
        - button "Help"
      - listitem:
        - button "Leave the room"
  `);
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(page.getByRole('dialog')).toMatchAriaSnapshot(`
    - dialog "Settings":
      - heading "Settings" [level=2]
      - button "Close"
      - group "Theme":
        - /children: deep-equal
        - text: Theme
        - radio "System" [checked]
        - text: System
        - radio "Light"
        - text: Light
        - radio "Dark"
        - text: Dark
      - group "Notify me about":
        - radio "Mentions and replies" [checked]
      - status
      - button "Turn on notifications"
      - group "Sound":
        - radio "Off" [checked]
  `);
  await page.keyboard.press('Escape');
  await menu.click();
  await page.getByRole('button', { name: 'Help' }).click();
  await expect(page.getByRole('dialog')).toMatchAriaSnapshot(`
    - dialog "Help":
      - heading "Help" [level=2]
      - button "Close"
      - heading "Commands and formatting" [level=3]
      - term: /help
      - definition: Show help
      - heading "While typing" [level=3]
      - term: /Enter.*Ctrl . Enter/
      - definition: Send
      - heading "In the conversation" [level=3]
      - term: C
      - definition: Copy
  `);
  await page.keyboard.press('Escape');
  await menu.click();
  await page.getByRole('button', { name: 'Search the conversation' }).click();
  await expect(page.getByRole('search')).toMatchAriaSnapshot(`
    - search:
      - /children: deep-equal
      - searchbox "Search the conversation"
      - status
      - button "Previous match" [disabled]
      - button "Next match" [disabled]
      - button "Close"
  `);
});

test('ARIA snapshots of an edited message and its actions', IN_LONG_RUN, async ({ person }) => {
  const ann = await person('Ann');
  await ann.says('one');
  await expect(ann.unconfirmedMessages).toHaveCount(0);
  await ann.composer.press('ArrowUp');
  await expect(ann.page.locator('form')).toMatchAriaSnapshot(`
    - /children: deep-equal
    - paragraph: Editing message · Esc to cancel
    - button "Cancel"
    - text: Message to everyone
    - textbox "Message to everyone":
      - /placeholder: Message everyone
      - text: one
    - button "Save"
    - paragraph:
      - status
    - status: Editing message
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
    - toolbar "Message from Ann":
      - /children: deep-equal
      - time: /\\d\\d:\\d\\d/
      - button "React to message from Ann"
      - button "Reply to message from Ann"
      - button "Copy message from Ann"
      - button "Quote message from Ann"
      - button "Copy link to message from Ann"
      - button "Edit message from Ann"
      - button "Delete message from Ann"
  `);
});
