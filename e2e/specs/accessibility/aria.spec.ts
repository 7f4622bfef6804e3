import { expect, test } from '../../support/fixtures.ts';

test('what a screen reader finds in the lobby', async ({ person, house }) => {
  const { page } = await person('Ann', { as: 'visitor' });
  await page.goto(house.url);
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - /children: deep-equal
    - heading "Mailroom" [level=1]
    - paragraph: "A room to talk in. Choose a nickname and come in: no account, nothing to install."
    - text: Your nickname
    - textbox "Your nickname"
    - paragraph: Letters and digits of any script. You will find it here again next time.
    - button "Come in"
    - button "Settings"
  `);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - /children: deep-equal
    - heading "Mailroom" [level=1]
    - paragraph: "A room to talk in. Choose a nickname and come in: no account, nothing to install."
    - text: Your nickname
    - textbox "Your nickname" [invalid]
    - alert: Please write a nickname.
    - button "Come in"
    - button "Settings"
  `);
});

test('what a screen reader finds in an empty room', async ({ person }) => {
  const { page } = await person('Ann');
  await expect(page.locator('body')).toMatchAriaSnapshot(`
    - /children: deep-equal
    - status
    - link "Skip to the message field":
      - /url: "#message"
    - banner:
      - heading "Mailroom" [level=1]
      - status: Connected
      - button "Leave"
      - button "Room menu"
    - main:
      - log "Conversation":
        - paragraph: /No message yet/
        - button "Invite others"
        - list:
          - listitem:
            - paragraph: Today
          - listitem:
            - paragraph:
              - text: Ann you came in.
              - time: /\\d\\d:\\d\\d/
          - listitem:
            - paragraph: Connected to the room.
        - list
      - status
      - paragraph
      - text: Message to everyone
      - textbox "Message to everyone":
        - /placeholder: Write to everyone
      - button "Send"
      - paragraph:
        - status
      - status
    - complementary "Who is here":
      - heading "Here now 1" [level=2]
      - list:
        - listitem:
          - button "Ann you"
  `);
});

test('what a screen reader finds in a conversation', async ({ person }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  await ben.says('one', 'two', '@Ann *look* at `this`', '/me waves');
  await ann.reads('Ben waves');
  const guests = [];
  for (const nickname of ['Cleo', 'Dora', 'Emil']) guests.push(await person(nickname));
  await ann.seesRemark('Emil came in');
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
            - text: Ann you came in.
            - time: /\\d\\d:\\d\\d/
        - listitem:
          - paragraph: Connected to the room.
        - listitem:
          - paragraph:
            - text: Ben came in.
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
            - emphasis: "*look*"
            - text: at
            - code: "\`this\`"
        - listitem:
          - paragraph:
            - text: Ben
            - time: /\\d\\d:\\d\\d/
          - paragraph: Ben waves
        - listitem:
          - group: Cleo, Dora and Emil came in.
        - listitem:
          - paragraph: New since you looked
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

test('what a screen reader finds while a name is completed', async ({ person }) => {
  const ann = await person('Ann');
  for (const nickname of ['Ben', 'Cleo']) await person(nickname);
  await ann.seesHere('Ann', 'Ben', 'Cleo');
  await ann.composer.pressSequentially('@');
  await expect(ann.page.locator('form')).toMatchAriaSnapshot(`
    - /children: deep-equal
    - text: Message to everyone
    - textbox "Message to everyone":
      - /placeholder: Write to everyone
      - text: "@"
    - listbox "To choose from":
      - option "Ben" [selected]
      - option "Cleo"
    - button "Send"
    - paragraph:
      - status
    - status: 2 to choose from.
  `);
});

test('what a screen reader finds of who is here, on a phone', async ({ person }) => {
  const { page } = await person('Ann', { browser: { viewport: { width: 390, height: 780 } } });
  await person('Ben');
  await page.getByRole('button', { name: '2 here' }).click();
  const roster = page.getByRole('complementary');
  await roster.getByRole('button', { name: 'Ben' }).click();
  await expect(roster).toMatchAriaSnapshot(`
    - complementary "Who is here":
      - /children: deep-equal
      - heading "Here now 2" [level=2]
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
        - paragraph: What they write is folded up, in this browser only. They are not told.
  `);
});
