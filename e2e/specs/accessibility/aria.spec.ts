import { expect, IN_LONG_RUN, test } from '../../support/fixtures.ts';

test('ARIA snapshot of an empty room', IN_LONG_RUN, async ({ person }) => {
  const { page } = await person('Ann');
  await expect(page.locator('body')).toMatchAriaSnapshot(`
    - /children: deep-equal
    - status
    - link "Skip to message field":
      - /url: "#message"
    - banner:
      - heading "Mailroom" [level=1]
      - status: Connected
      - button "Room menu"
    - main:
      - log "Conversation":
        - paragraph: /No messages yet/
        - button "Invite people"
        - list:
          - listitem:
            - paragraph: Today
          - listitem:
            - paragraph:
              - text: Ann you joined.
              - time: /\\d\\d:\\d\\d/
        - list
      - status
      - status
      - status
      - paragraph
      - text: Message to everyone
      - textbox "Message to everyone":
        - /placeholder: Message everyone
      - button "Send"
      - paragraph:
        - status
      - status
    - complementary "People":
      - heading "People" [level=2]
      - paragraph: 1 here
      - button "Invite"
      - list:
        - listitem:
          - button "Ann you"
  `);
});

test('ARIA snapshot of a conversation', async ({ person, httpMember, httpMembers }) => {
  const ann = await person('Ann');
  const ben = await httpMember('Ben');
  await ben.says('one', 'two', '@Ann *look* at `this`', '/me waves');
  await ann.reads('* Ben waves');
  await httpMembers('Cleo', 'Dora', 'Emil');
  await ann.seesSystemMessage('Emil joined');
  await ann.looks('elsewhere');
  await ben.says('new: https://example.org');
  await ann.reads('new: https://example.org');
  await ann.looks('here');
  await expect(ann.transcript).toMatchAriaSnapshot(`
    - log "Conversation":
      - /children: deep-equal
      - list:
        - listitem:
          - paragraph: Today
        - listitem:
          - paragraph:
            - text: Ann you joined.
            - time: /\\d\\d:\\d\\d/
        - listitem:
          - paragraph:
            - text: Ben joined.
            - time: /\\d\\d:\\d\\d/
        - listitem:
          - paragraph:
            - text: Ben
            - time: /\\d\\d:\\d\\d/
          - paragraph: one
        - listitem:
          - paragraph:
            - text: Ben
            - time: /\\d\\d:\\d\\d/
          - paragraph: two
        - listitem:
          - paragraph:
            - text: Ben
            - time: /\\d\\d:\\d\\d/
          - paragraph:
            - mark: "@Ann"
            - emphasis: look
            - text: at
            - code: this
        - listitem:
          - paragraph:
            - text: Ben
            - time: /\\d\\d:\\d\\d/
          - paragraph:
            - img "Action": "*"
            - text: Ben waves
        - listitem:
          - group: Cleo, Dora and Emil joined.
        - listitem:
          - paragraph: New messages
        - listitem:
          - paragraph:
            - text: Ben
            - time: /\\d\\d:\\d\\d/
          - paragraph:
            - text: "new:"
            - link "https://example.org":
              - /url: https://example.org
      - list
  `);
});

test.describe(() => {
  test.use({ room: 'shared' });

  test('ARIA snapshot of the lobby', IN_LONG_RUN, async ({ person, server }) => {
    const { page } = await person('Ann', { as: 'visitor' });
    await page.goto(server.url);
    await expect(page.getByRole('main')).toMatchAriaSnapshot(`
      - /children: deep-equal
      - heading "Mailroom" [level=1]
      - paragraph: "A chat room. Pick a nickname and join. No account, nothing to install."
      - paragraph: /Nobody is here yet.|\\d+ (person is|people are) here./
      - text: Your nickname
      - textbox "Your nickname"
      - paragraph: Letters and numbers, in any language. We’ll remember it for next time.
      - button "Join"
      - button "Settings"
    `);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toMatchAriaSnapshot(`
      - /children: deep-equal
      - heading "Mailroom" [level=1]
      - paragraph: "A chat room. Pick a nickname and join. No account, nothing to install."
      - paragraph: /Nobody is here yet.|\\d+ (person is|people are) here./
      - text: Your nickname
      - textbox "Your nickname" [invalid]
      - alert: Enter a nickname.
      - button "Join"
      - button "Settings"
    `);
  });

  test('ARIA snapshot of the suggestions', IN_LONG_RUN, async ({ person, httpMembers }) => {
    const ann = await person('Ann');
    await httpMembers('Ben', 'Cleo');
    await ann.seesMembers('Ann', 'Ben', 'Cleo');
    await ann.composer.pressSequentially('@');
    await expect(ann.page.locator('form')).toMatchAriaSnapshot(`
      - /children: deep-equal
      - text: Message to everyone
      - textbox "Message to everyone":
        - /placeholder: Message everyone
        - text: "@"
      - listbox "Suggestions":
        - option "Ben" [selected]
        - option "Cleo"
      - button "Send"
      - paragraph:
        - status
      - status: 2 suggestions.
    `);
  });

  test('ARIA snapshot of the roster on a phone', IN_LONG_RUN, async ({ person, httpMember }) => {
    const { page } = await person('Ann', { browser: { viewport: { width: 390, height: 780 } } });
    await httpMember('Ben');
    await page.getByRole('button', { name: '2 here' }).click();
    const roster = page.getByRole('complementary');
    await roster.getByRole('button', { name: 'Ben' }).click();
    await expect(roster).toMatchAriaSnapshot(`
      - complementary "People":
        - /children: deep-equal
        - heading "People" [level=2]
        - paragraph: 2 here
        - button "Invite"
        - list:
          - listitem:
            - button "Ann you"
          - listitem:
            - button "Ben" [expanded]
        - dialog "Ben":
          - heading "Ben" [level=3]
          - paragraph:
            - text: Here since
            - time: /\\d\\d:\\d\\d/
          - paragraph:
            - button "Mention"
            - button "Ignore"
          - paragraph: Hides their messages and reactions in this browser. They won’t know.
    `);
  });
});
